import type { ActionContext, ActionResult } from '../action.ts';
import type { Become } from '../host.ts';
import { test } from '../language/condition/evaluate.ts';
import type { Condition } from '../language/condition/model.ts';
import type { Outcome } from '../reporter.ts';
import type { Arguments } from '../resource.ts';
import type { HostContext } from './context.ts';
import type { BegunEntry, Turn } from './entry.ts';
import { registerValue } from './register.ts';
import type { TurnEnd } from './turn-end.ts';

/**
 * Performs an action, or reads, again and again while its `until` does not hold, and judges it by the task's own conditions.
 */
export async function act(context: HostContext, entry: BegunEntry, turn: ActionTurn | ReadingTurn): Promise<TurnEnd> {
  const { until } = entry.task;
  for (let tries = 1; ; tries += 1) {
    const done = judge(
      context,
      entry,
      turn.type === 'action' ? await actOnce(context, entry, turn) : await readOnce(context, turn, tries),
    );
    if (until === undefined || holds(context, entry, until.condition, done)) return done;
    if (tries > until.retries || context.stop.aborted) return gaveUp(done, tries);
    context.emit({
      type: 'task.progress',
      host: context.host,
      task: entry.label,
      message: `try ${tries} of ${until.retries + 1}`,
    });
    await context.sleep(until.delaySeconds * 1000);
  }
}

type ActionTurn = Extract<Turn, { readonly type: 'action' }>;
type ReadingTurn = Extract<Turn, { readonly type: 'reading' }>;

async function actOnce(context: HostContext, entry: BegunEntry, { bound, become }: ActionTurn): Promise<Done> {
  const said = await bound.perform(actionContext(context, entry, become));
  return { said, touched: bound.where === 'host' };
}

/** What was read ahead is good for the first try; nothing was written since. */
async function readOnce(context: HostContext, { bound, become, result }: ReadingTurn, tries: number): Promise<Done> {
  const read = await (tries === 1 ? result : bound.read(context.reader(become)));
  return { said: { changed: false, result: read }, touched: false };
}

interface Done {
  readonly said: ActionResult;
  readonly touched: boolean;
}

function judge(context: HostContext, entry: BegunEntry, { said, touched }: Done): TurnEnd {
  const done: TurnEnd = {
    outcome: outcomeOf(said),
    result: said.result,
    variables: said.variables ?? {},
    touched,
    unknown: false,
  };
  const { changedWhen, failedWhen } = entry.task;
  const changed = changedWhen === undefined ? said.changed : holds(context, entry, changedWhen, done);
  const failed = failedWhen === undefined ? said.failed !== undefined : holds(context, entry, failedWhen, done);
  return { ...done, outcome: judged(said, changed, failed) };
}

function outcomeOf(said: ActionResult): Outcome {
  return judged(said, said.changed, said.failed !== undefined);
}

function judged(said: ActionResult, changed: boolean, failed: boolean): Outcome {
  const message = said.message === undefined ? {} : { message: said.message };
  if (failed) {
    const failure = said.failed ?? { message: 'failed_when holds' };
    return {
      status: 'failed',
      failure: { code: 'action-failed', ...outputOf(said.result), ...failure },
      ignored: false,
    };
  }
  return changed
    ? { status: 'changed', changes: [], verified: false, ...message }
    : { status: 'ok', verified: false, ...message };
}

function outputOf(result: Arguments): { stdout?: string; stderr?: string; exitCode?: number } {
  const { stdout, stderr, rc } = result;
  return {
    ...(typeof stdout === 'string' && stdout !== '' && { stdout: stdout.slice(-4000) }),
    ...(typeof stderr === 'string' && stderr !== '' && { stderr: stderr.slice(-4000) }),
    ...(typeof rc === 'number' && { exitCode: rc }),
  };
}

/** Conditions on the result see it under the task's `register` name. */
function holds(context: HostContext, entry: BegunEntry, conditions: readonly Condition[], done: TurnEnd): boolean {
  const result = registerValue(done.outcome, done.result);
  const locals = { ...entry.locals, ...(entry.task.register !== undefined && { [entry.task.register]: result }) };
  const scope = context.scopeOf(entry.task, locals, new Set());
  return conditions.every((condition) => test(condition, scope));
}

function gaveUp(done: TurnEnd, tries: number): TurnEnd {
  const failure = {
    code: 'action-failed',
    ...outputOf(done.result),
    message: `\`until\` did not hold after ${tries} tries`,
  };
  return { ...done, outcome: { status: 'failed', failure, ignored: false } };
}

function actionContext(context: HostContext, { task, label }: BegunEntry, become: Become | undefined): ActionContext {
  return {
    send: (request) => context.line.write({ ...request, ...(become && { become }) }),
    direct: (request) => context.line.direct(request),
    become,
    reconnect: (timeoutMs) => context.reconnect(timeoutMs),
    sleep: (milliseconds) => context.sleep(milliseconds),
    now: () => context.now(),
    // What a command prints is a result, too.
    say: (message) => {
      if (!task.noLog) context.emit({ type: 'task.progress', host: context.host, task: label, message });
    },
    planning: context.mode !== 'run',
  };
}
