import { problem } from '../diagnostics/diagnostic.ts';
import { addHosts } from './draft.ts';
import type { Draft, Origin } from './draft.ts';
import { readHostDefinition } from './host-definition.ts';

/** Reads hosts from the command line: `-i web1,web2,` or `-i 198.51.100.7,`. */
export function readHostList(text: string, draft: Draft): void {
  const source = { name: '--inventory', text };
  const origin: Origin = { name: source.name, directory: undefined, literal: false };
  const group = draft.groups.get('ungrouped');
  for (const match of text.matchAll(/[^,]+/g)) {
    const entry = match[0].trim();
    if (entry === '' || group === undefined) continue;
    const span = { source, start: match.index, end: match.index + match[0].length };
    const definition = readHostDefinition(entry);
    if ('problem' in definition) draft.diagnostics.push(problem('inventory-syntax', definition.problem, span));
    else addHosts(draft, group, { ...definition, span }, origin);
  }
}
