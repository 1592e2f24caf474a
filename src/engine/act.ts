import type { ActionContext, ActionResult } from '../action.ts';
import type { Become } from '../host.ts';
import type { Outcome } from '../reporter.ts';
import type { Arguments } from '../resource.ts';
import type { HostContext } from './context.ts';
import type { BegunEntry, Turn } from './entry.ts';
import { taskKey } from './journal/task-key.ts';
import { performInBackground } from './perform-in-background.ts';
import { resultHolds } from './retried.ts';
import { withCause } from './find-cause.ts';
import type { TurnEnd } from './turn-end.ts';

/** Performs an action, or reads, and judges it by the task's own conditions. */
export async function act(
  context: HostContext,
  entry: BegunEntry,
  turn: ActionTurn | ReadingTurn,
  tries: number,
): Promise<TurnEnd> {
  const done = turn.type === 'action' ? await actOnce(context, entry, turn) : await readOnce(context, turn, tries);
  return judge(context, entry, done);
}

type ActionTurn = Extract<Turn, { readonly type: 'action' }>;
type ReadingTurn = Extract<Turn, { readonly type: 'reading' }>;

async function actOnce(context: HostContext, entry: BegunEntry, { bound, become }: ActionTurn): Promise<Done> {
  const parts = actionContext(context, entry, become);
  const { background } = entry.task;
  const said =
    background === undefined
      ? await bound.perform(parts)
      : await performInBackground(context, background, become, (send) => bound.perform({ ...parts, send }));
  return { said, touched: bound.where === 'host' };
}

/** What was read ahead is good for the first try; nothing was written since. */
async function readOnce(context: HostContext, { bound, become, result }: ReadingTurn, tries: number): Promise<Done> {
  const read = await (tries === 1 ? result : bound.read(context.reader(become)));
  const message = bound.failure(read);
  const failed = message === undefined ? {} : { failed: { message } };
  return { said: { changed: false, ...failed, result: read }, touched: false };
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
    control: said.control,
  };
  const { changedWhen, failedWhen } = entry.task;
  const changed = changedWhen === undefined ? said.changed : resultHolds(context, entry, changedWhen, done);
  const failed = failedWhen === undefined ? said.failed !== undefined : resultHolds(context, entry, failedWhen, done);
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
      failure: withCause({ code: 'action-failed', ...outputOf(said.result), ...failure }),
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

function actionContext(context: HostContext, { task, label }: BegunEntry, become: Become | undefined): ActionContext {
  return {
    send: (request) => context.line.write({ ...request, ...(become && { become }) }),
    direct: (request) => context.line.direct(request),
    become,
    receipt: taskKey(context.play.name, task),
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
