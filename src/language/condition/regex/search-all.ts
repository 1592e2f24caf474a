import { types } from 'node:util';
import { createContext, Script } from 'node:vm';
import { ValueError } from '../../value/value-error.ts';

const longestText = 1_048_576;
const longestMs = 200;

/**
 * The matches of `regex` in `text`, at most `most`. Texts come from hosts, so a pattern that backtracks without end on
 * them must not stop the run: where that could happen, V8 is told to give up after 200 ms.
 * @throws ValueError for texts longer than 1 MiB, and when it takes too long
 */
export function searchAll(regex: RegExp, text: string, most = Number.POSITIVE_INFINITY): readonly RegExpExecArray[] {
  if (text.length > longestText) throw new ValueError('the text is longer than 1 MiB');
  const found: RegExpExecArray[] = [];
  const search = (): void => searchInto(found, regex, text, most);
  if (isQuick(regex.source, text.length)) search();
  else withinTime(search);
  return found;
}

/** One repetition costs at most the square of the length; nested ones may cost exponentially. */
function isQuick(pattern: string, length: number): boolean {
  const repetitions = pattern.match(/[*+{]/g)?.length ?? 0;
  return repetitions === 0 || (repetitions === 1 && length <= 4096) || length <= 12;
}

function searchInto(found: RegExpExecArray[], regex: RegExp, text: string, most: number): void {
  let at = 0;
  while (found.length < most && at <= text.length) {
    regex.lastIndex = at;
    const match = regex.exec(text);
    if (!match) break;
    found.push(match);
    at = match[0] === '' ? match.index + 1 : match.index + match[0].length;
  }
}

/** A context of its own because a time limit can be set for nothing else; only the code that calls back runs there. */
const sandbox: { search?: () => void } = {};
const context = createContext(sandbox);
const callBack = new Script('search()');

function withinTime(search: () => void): void {
  sandbox.search = search;
  try {
    callBack.runInContext(context, { timeout: longestMs });
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new ValueError('the regular expression takes too long on this text', 'avoid repeated groups like (a+)+');
  }
}

/** The error belongs to the other context, so `instanceof Error` does not hold. */
function isTimeout(error: unknown): boolean {
  return types.isNativeError(error) && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
