import { isMap } from '../../value/type-name.ts';
import { ValueError } from '../../value/value-error.ts';
import { isTrue } from '../../value/is-true.ts';
import type { Operation } from '../operation.ts';
import { operation } from '../operation.ts';

const changed = on('changed');
const failed = on('failed');
const skipped = on('skipped');
const succeeded = operation([], 0, (input) => !flagOf(input, 'failed'));

/** For what `register` keeps of a task: `result is changed`. */
export const resultTests: Readonly<Record<string, Operation>> = {
  changed,
  change: changed,
  failed,
  failure: failed,
  skipped,
  skip: skipped,
  succeeded,
  success: succeeded,
  successful: succeeded,
};

function on(flag: string): Operation {
  return operation([], 0, (input) => flagOf(input, flag));
}

function flagOf(input: unknown, flag: string): boolean {
  if (!isMap(input)) throw new ValueError('a registered result is needed, which is a map');
  return Object.hasOwn(input, flag) && isTrue(input[flag]);
}
