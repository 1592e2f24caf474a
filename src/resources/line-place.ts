import { ArgumentError } from '../resource.ts';
import type { Place } from './line-edit.ts';
import { pythonRegExp } from './python-regexp.ts';
import type { ArgumentReader } from './read-arguments.ts';

/**
 * Where `insertafter` and `insertbefore` want something new; the end of the file when neither is given.
 * @throws ArgumentError
 */
export function linePlace(args: ArgumentReader): Place {
  const after = args.text('insertafter');
  const before = args.text('insertbefore');
  if (after !== undefined && before !== undefined)
    throw new ArgumentError('insertbefore', '"insertafter" and "insertbefore" exclude each other');
  if (before === 'BOF' || after === 'BOF') return { at: 'start' };
  if (before !== undefined && before !== 'EOF') return { at: 'before', pattern: pythonRegExp('insertbefore', before) };
  if (after !== undefined && after !== 'EOF') return { at: 'after', pattern: pythonRegExp('insertafter', after) };
  return { at: 'end' };
}
