import { normalRule } from './normal-rule.ts';

/**
 * A table as nft prints or takes it, in parts: `chain input`, `set …` → its lines in normal spelling. What belongs to the
 * table itself (its flags) stands under `table`; commands in front of it say nothing.
 */
export function normalTable(text: string): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, string[]>();
  const open: string[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '' || (open.length === 0 && !line.endsWith('{'))) continue;
    if (line === '}') open.pop();
    else if (line.endsWith('{') && open.length < 2) {
      open.push(open.length === 0 ? 'table' : line.slice(0, -1).trim());
      parts.set(open.at(-1) ?? '', []);
    } else parts.get(open.at(-1) ?? '')?.push(normalRule(line));
  }
  return new Map([...parts].map(([name, lines]) => [name, name.startsWith('set ') ? lines.toSorted() : lines]));
}
