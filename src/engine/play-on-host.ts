import { systemFacts } from '../facts/system-facts.ts';
import type { Task } from '../playbook/model.ts';
import type { Failure } from '../reporter.ts';
import { isApart } from './apart.ts';
import { handlerName } from './journal/handler-name.ts';
import type { HostContext } from './context.ts';
import { failureOf } from './failure.ts';
import { HostError } from '../diagnostics/errors.ts';
import type { TasksState } from './progress.ts';
import { runHandlers } from './run-handlers.ts';
import { runTasks } from './run-tasks.ts';
import type { TasksEnd } from './run-tasks.ts';

export interface HostPlayEnd {
  readonly state: TasksState;
  readonly tasksLeft: number;
  /** Names of handlers that were notified and did not run. */
  readonly handlersOwed: readonly string[];
  /** The task that it was lost in. */
  readonly endedBy?: Task | undefined;
  /** Why the host was lost before any task could say so. */
  readonly failure?: Failure;
}

/** One host's way through a play: facts, tasks, then the handlers that were notified. */
export async function playOnHost(context: HostContext, tasks: readonly Task[]): Promise<HostPlayEnd> {
  const notified = new Set<Task>();
  const owed = (): readonly string[] => [...notified].map(handlerName);
  const flush = (): Promise<TasksEnd> => runHandlers(context, notified);
  try {
    if (asksAtOnce(context, tasks)) {
      // Connecting takes its time, and so does thinking about the tasks.
      context.connect();
      await context.company.turnToThink();
    }
    const gathered = context.play.gatherFacts && tasks.length > 0 ? gatherFacts(context) : Promise.resolve();
    const coming = { names: context.play.gatherFacts ? ['facts'] : [], ready: gathered };
    const end = await runTasks(context, tasks, notified, coming, 'fresh', {
      flush,
      isOver: () => context.company.isDismissed,
    });
    if (!mayHandle(context, end.state)) return { ...end, handlersOwed: owed() };
    const { state, endedBy } = await flush();
    return { ...end, ...(state !== 'done' && { state, endedBy }), handlersOwed: owed() };
  } catch (error) {
    const failure = failureOf(error);
    const unreachable = error instanceof HostError && error.unreachable;
    return { state: unreachable ? 'unreachable' : 'failed', tasksLeft: tasks.length, handlersOwed: owed(), failure };
  }
}

/** Whether the host will be asked something, whatever comes of the tasks: a play that does not need a host must not connect to it. */
function asksAtOnce(context: HostContext, [first]: readonly Task[]): boolean {
  if (first === undefined) return false;
  if (context.play.gatherFacts) return true;
  const asks = first.when.length === 0 && first.loop === undefined && !isApart(first);
  return asks && context.find(first.kind).asks;
}

/** Handlers follow a failed task only where that is asked for. */
function mayHandle({ forceHandlers }: HostContext, state: TasksState): boolean {
  return state === 'done' || (state === 'failed' && forceHandlers);
}

/** Travels together with the first window's questions. */
async function gatherFacts(context: HostContext): Promise<void> {
  const become = context.playBecome();
  context.setFacts(await context.reader(become).read(systemFacts, null));
}
