import type { ArgumentsSchema } from '../../arguments.ts';
import type { Plain } from '../../language/located.ts';

/**
 * `name=nginx enabled=true` as a map; nothing when the words are something else. Text for a shell is never read so. What
 * looks like a number or truth value is one, unless the argument wants text: `mode=0644` stays as it is.
 */
export function readKeyValues(
  words: readonly string[],
  { freeForm, properties }: ArgumentsSchema,
): Readonly<Record<string, Plain>> | undefined {
  if (words.length === 0 || freeForm === 'cmd') return undefined;
  const values: Record<string, Plain> = {};
  for (const word of words) {
    const [, name, text = ''] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
    if (name === undefined) return undefined;
    values[name] = [properties[name]?.type].flat().includes('string') ? text : typed(text);
  }
  return values;
}

function typed(text: string): Plain {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(text) ? Number(text) : text;
}
