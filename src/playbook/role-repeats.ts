import type { Condition, Expression } from '../language/condition/model.ts';
import type { RoleCall, Task } from './model.ts';

/**
 * Chosen tasks without those of role calls that an earlier chosen call makes needless: two roles that depend on a third
 * run it once. Where the earlier call has conditions that the later one lacks, the later one runs on the hosts for which
 * they do not hold.
 */
export function withoutRepeats(tasks: readonly Task[]): readonly Task[] {
  const calls = new Map<string, Set<RoleCall>>();
  return tasks.flatMap((task) => {
    const { call } = task;
    if (call === undefined) return [task];
    const same = calls.get(call.key) ?? new Set();
    calls.set(call.key, same.add(call));
    const earlier = [...same].filter((each) => each !== call);
    if (earlier.some((each) => holdsWherever(each.when, call.when))) return [];
    return [earlier.length === 0 ? task : { ...task, when: [...earlier.map(notRunBefore), ...task.when] }];
  });
}

/** Only the first of calls that mean the same: a handler must not stand twice in a play. */
export function withoutRepeatedCalls(handlers: readonly Task[]): readonly Task[] {
  const first = new Map<string, RoleCall>();
  return handlers.filter(({ call }) => {
    if (call === undefined) return true;
    if (!first.has(call.key)) first.set(call.key, call);
    return first.get(call.key) === call;
  });
}

function holdsWherever(conditions: readonly Condition[], others: readonly Condition[]): boolean {
  const texts = new Set(others.map((each) => each.text));
  return conditions.every((each) => texts.has(each.text));
}

/** `not (a and b)` */
function notRunBefore({ when }: RoleCall): Condition {
  const [first, ...others] = when as readonly [Condition, ...Condition[]];
  const { span } = first;
  const all = others.reduce<Expression>(
    (left, { root }) => ({ type: 'binary', operator: 'and', left, right: root, span }),
    first.root,
  );
  const text = `not (${when.map((each) => each.text).join(' and ')})`;
  return { text, span, root: { type: 'unary', operator: 'not', operand: all, span } };
}
