import { isTrue } from '../value/is-true.ts';
import { ValueError } from '../value/value-error.ts';
import { filters } from './filters.ts';
import type { Operation, OperationContext } from './operation.ts';
import { arityProblem } from './operation.ts';
import { tests } from './tests.ts';

/**
 * Applies a filter or test to its input.
 * @throws ValueError for wrong arguments and for values it cannot use, MissingError for holes in a list
 */
export function applyOperation(
  operation: Operation,
  input: unknown,
  args: readonly unknown[],
  named: ReadonlyMap<string, unknown>,
): unknown {
  const wrong = arityProblem(operation, args.length, [...named.keys()]);
  if (wrong !== undefined) throw new ValueError(wrong);
  const inOrder = operation.params.map((name, index) => (index < args.length ? args[index] : named.get(name)));
  const beyond = args.slice(operation.params.length);
  return operation.apply(input, [...inOrder, ...beyond], { ...calls, named: Object.fromEntries(named) });
}

/** Whether a test holds of a value. @throws ValueError as `applyOperation` does, and for an unknown name */
export function applyTest(name: string, input: unknown, args: readonly unknown[]): boolean {
  return isTrue(applyOperation(find(tests, name), input, args, new Map()));
}

/** How `map`, `select` and the like reach the other filters and tests. */
const calls: Omit<OperationContext, 'named'> = {
  filter: (name, input, args, named = {}) =>
    applyOperation(find(filters, name), input, args, new Map(Object.entries(named))),
  test: applyTest,
};

function find(operations: ReadonlyMap<string, Operation>, name: string): Operation {
  const found = operations.get(name);
  if (!found) throw new ValueError(`there is no "${name}"`);
  return found;
}
