import { test } from '../language/condition/evaluate.ts';
import type { Condition } from '../language/condition/model.ts';
import type { HostContext } from './context.ts';
import type { BegunEntry } from './entry.ts';
import { registerValue } from './register.ts';
import type { TurnEnd } from './turn-end.ts';

/** Does an entry's work again and again while its `until` does not hold; without conditions, while it fails. */
export async function retried(
  context: HostContext,
  entry: BegunEntry,
  once: (tries: number) => Promise<TurnEnd>,
): Promise<TurnEnd> {
  const { until } = entry.task;
  if (until === undefined) return await once(1);
  let touched = false;
  for (let tries = 1; ; tries += 1) {
    const done = await once(tries);
    touched ||= done.touched;
    const end: TurnEnd = { ...done, touched, result: { ...done.result, attempts: tries } };
    if (done.outcome.status === 'unreachable') return end;
    const isLast = tries > until.retries || context.stop.aborted;
    if (until.condition.length === 0) {
      if (done.outcome.status !== 'failed' || isLast) return end;
    } else if (resultHolds(context, entry, until.condition, end)) return end;
    else if (isLast) return gaveUp(end, tries);
    context.emit({
      type: 'task.progress',
      host: context.host,
      task: entry.label,
      message: `try ${tries} of ${until.retries + 1}`,
    });
    await context.sleep(until.delaySeconds * 1000);
  }
}

/** Conditions on the result see it under the task's `register` name. */
export function resultHolds(
  context: HostContext,
  entry: BegunEntry,
  conditions: readonly Condition[],
  done: TurnEnd,
): boolean {
  const result = registerValue(done.outcome, done.result);
  const locals = { ...entry.locals, ...(entry.task.register !== undefined && { [entry.task.register]: result }) };
  const scope = context.scopeOf(entry.task, locals, new Set());
  return conditions.every((condition) => test(condition, scope));
}

function gaveUp(done: TurnEnd, tries: number): TurnEnd {
  const { outcome } = done;
  const more = outcome.status === 'failed' ? outcome.failure : {};
  const failure = { code: 'action-failed', ...more, message: `\`until\` did not hold after ${tries} tries` };
  return { ...done, outcome: { status: 'failed', failure, ignored: false } };
}
