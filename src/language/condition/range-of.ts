import { expectInteger } from '../value/expect.ts';
import { ValueError } from '../value/value-error.ts';

const longest = 100_000;

/** Python's `range`: `range(stop)`, `range(start, stop)`, `range(start, stop, step)`. */
export function rangeOf(args: readonly unknown[]): readonly number[] {
  const numbers = args.map(expectInteger);
  if (numbers.length < 1 || numbers.length > 3) throw new ValueError('range takes one to three numbers');
  const [start = 0, stop = 0, step = 1] = numbers.length === 1 ? [0, ...numbers] : numbers;
  if (step === 0) throw new ValueError('the step of a range cannot be 0');
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (length > longest) throw new ValueError(`a range can have at most ${longest} numbers`);
  return Array.from({ length }, (_, index) => start + index * step);
}
