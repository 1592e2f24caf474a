import { expectString } from '../../value/expect.ts';
import { isTrue } from '../../value/is-true.ts';
import { pythonText } from '../../value/python-text.ts';
import { ValueError } from '../../value/value-error.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';
import { pythonRegex } from '../regex/python-regex.ts';
import { searchAll } from '../regex/search-all.ts';

/** `match` looks at the start of the text, `search` anywhere. */
export const regexTests: Readonly<Record<string, Operation>> = {
  match: operation(['pattern', 'ignorecase', 'multiline'], 1, (input, [pattern, cases, lines]) =>
    matches(input, pattern, 'match', cases, lines),
  ),
  search: operation(['pattern', 'ignorecase', 'multiline'], 1, (input, [pattern, cases, lines]) =>
    matches(input, pattern, 'search', cases, lines),
  ),
  regex: operation(['pattern', 'ignorecase', 'multiline', 'match_type'], 1, (input, [pattern, cases, lines, type]) =>
    matches(input, pattern, type ?? 'search', cases, lines),
  ),
};

function matches(input: unknown, pattern: unknown, type: unknown, ignoreCase: unknown, multiline: unknown): boolean {
  const flags = (isTrue(ignoreCase) ? 'i' : '') + (isTrue(multiline) ? 'm' : '');
  const text = pythonText(input);
  const [found] = searchAll(pythonRegex(anchored(expectString(pattern), type), flags), text, 1);
  return found !== undefined;
}

/** Anchored in the pattern, so that a `match` does not search all of a long text. */
function anchored(pattern: string, type: unknown): string {
  const inline = /^\(\?[aimsux]+\)/.exec(pattern)?.[0] ?? '';
  const rest = pattern.slice(inline.length);
  switch (type) {
    case 'search':
      return pattern;
    case 'match':
      return String.raw`${inline}\A(?:${rest})`;
    case 'fullmatch':
      return String.raw`${inline}\A(?:${rest})\Z`;
    default:
      throw new ValueError('match_type must be match, search or fullmatch');
  }
}
