import { ArgumentError } from '../resource.ts';

/**
 * Fills in a Python replacement text, as `match.expand` does: `\1`, `\g<1>`, `\g<name>`, `\n`, `\t`, `\\`. A group that took no part is empty.
 * @throws ArgumentError for a group that the expression does not have, or an escape without meaning
 */
export function pythonExpand(argument: string, template: string, match: RegExpMatchArray): string {
  return template.replace(
    /\\(?:g<([^>]*)>|([1-9]\d?)|([\s\S])|$)/g,
    (text, name?: string, number?: string, letter?: string) => {
      const group = name ?? number;
      if (group !== undefined) return groupText(argument, text, group, match);
      const meaning = letter === undefined ? undefined : letterText(letter);
      if (meaning === undefined) throw new ArgumentError(argument, `${text} has no meaning`);
      return meaning;
    },
  );
}

function groupText(argument: string, text: string, group: string, match: RegExpMatchArray): string {
  if (/^\d+$/.test(group) && Number(group) < match.length) return match[Number(group)] ?? '';
  if (match.groups !== undefined && Object.hasOwn(match.groups, group)) return match.groups[group] ?? '';
  throw new ArgumentError(argument, `the expression has no group ${text}`);
}

/** What an escaped character stands for; nothing for letters and digits without meaning. Other characters keep their backslash. */
function letterText(letter: string): string | undefined {
  return escapes.get(letter) ?? (/[A-Za-z0-9]/.test(letter) ? undefined : `\\${letter}`);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\x07'],
  ['f', '\f'],
  ['v', '\v'],
  ['b', '\b'],
]);
