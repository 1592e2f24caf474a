import { expectString } from '../../value/expect.ts';
import { pythonText } from '../../value/python-text.ts';
import { isTrue } from '../../value/is-true.ts';
import { ValueError } from '../../value/value-error.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';
import { pythonRegex } from '../regex/python-regex.ts';
import { searchAll } from '../regex/search-all.ts';

export const regexFilters: Readonly<Record<string, Operation>> = {
  regex_search: operation(
    ['regex', 'group', 'group2', 'multiline', 'ignorecase'],
    1,
    (input, [regex, a, b, lines, cases]) =>
      search(pythonText(input), pythonRegex(expectString(regex), flags(cases, lines)), [a, b]),
  ),
  regex_findall: operation(['regex', 'multiline', 'ignorecase'], 1, (input, [regex, lines, cases]) =>
    searchAll(pythonRegex(expectString(regex), flags(cases, lines)), pythonText(input)).map(foundText),
  ),
  regex_replace: operation(
    ['pattern', 'replacement', 'ignorecase', 'multiline'],
    0,
    (input, [pattern = '', by = '', cases, lines]) =>
      replace(pythonText(input), pythonRegex(expectString(pattern), flags(cases, lines)), pythonText(by)),
  ),
  regex_escape: operation([], 0, (input) => pythonText(input).replace(/[-\\^$.*+?()[\]{}|\s#&~]/g, String.raw`\$&`)),
};

function flags(ignoreCase: unknown, multiline: unknown): string {
  return (isTrue(ignoreCase) ? 'i' : '') + (isTrue(multiline) ? 'm' : '');
}

/** The text found, or its groups when any are named: `regex_search('v(\d+)', '\1')`. */
function search(text: string, regex: RegExp, groups: readonly unknown[]): unknown {
  const [found] = searchAll(regex, text, 1);
  const wanted = groups.filter((each) => each !== undefined);
  if (!found) return null;
  if (wanted.length === 0) return found[0];
  return wanted.map((each) => groupOf(found, pythonText(each)) ?? null);
}

/** As Python's `findall`: the groups where there are any. */
function foundText(found: RegExpExecArray): unknown {
  const groups = found.slice(1).map((group: string | undefined) => group ?? '');
  if (groups.length === 0) return found[0];
  return groups.length === 1 ? groups[0] : groups;
}

function replace(text: string, regex: RegExp, by: string): string {
  let result = '';
  let at = 0;
  for (const found of searchAll(regex, text)) {
    result += text.slice(at, found.index) + expand(by, found);
    at = found.index + found[0].length;
  }
  return result + text.slice(at);
}

/** `\1` and `\g<name>` in the replacement. */
function expand(template: string, found: RegExpExecArray): string {
  return template.replace(/\\(?:g<(\w+)>|(\d{1,2})|(.))/gs, (all: string, ...parts: (string | undefined)[]) => {
    const [name, number, other] = parts;
    if (other !== undefined) return other === 'n' ? '\n' : other === 't' ? '\t' : other === '\\' ? '\\' : all;
    return groupOf(found, `\\g<${name ?? number ?? ''}>`) ?? '';
  });
}

function groupOf(found: RegExpExecArray, reference: string): string | undefined {
  const name = /^\\(?:g<(\w+)>|(\d+))$/.exec(reference)?.slice(1).find(Boolean);
  if (name === undefined) throw new ValueError(String.raw`a group is named \1 or \g<name>, not ${reference}`);
  const known = /^\d+$/.test(name) ? Number(name) < found.length : Object.hasOwn(found.groups ?? {}, name);
  if (!known) throw new ValueError(`the regular expression has no group ${name}`);
  return /^\d+$/.test(name) ? found[Number(name)] : found.groups?.[name];
}
