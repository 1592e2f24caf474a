import { ArgumentError } from '../resource.ts';

/**
 * Fills in a Python replacement text, as `match.expand` does: `\1`, `\g<1>`, `\g<name>`, `\n`, `\t`, `\\`. A group that took no part is empty.
 * @throws ArgumentError for a group that the expression does not have, or an escape without meaning
 */
export function pythonExpand(argument: string, template: string, match: RegExpMatchArray): string {
  return template.replace(
    /\\(?:g<([^>]*)>|([1-9]\d?)|([\s\S])|$)/g,
    (text, name?: string, number?: string, letter?: string) => {
      const fail = (): ArgumentError => new ArgumentError(argument, `${JSON.stringify(text)} has no meaning here`);
      if (letter !== undefined) {
        const meaning = escapes.get(letter) ?? (/[A-Za-z0-9]/.test(letter) ? undefined : text);
        if (meaning === undefined) throw fail();
        return meaning;
      }
      const group = name ?? number;
      if (group === undefined) throw fail();
      if (/^\d+$/.test(group)) {
        if (Number(group) >= match.length) throw fail();
        return match[Number(group)] ?? '';
      }
      if (match.groups === undefined || !Object.hasOwn(match.groups, group)) throw fail();
      return match.groups[group] ?? '';
    },
  );
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
