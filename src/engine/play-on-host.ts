import { systemFacts } from '../facts/system-facts.ts';
import type { Task } from '../playbook/model.ts';
import type { Failure } from '../reporter.ts';
import { clearHandlers } from './journal/clear-handlers.ts';
import { handlerName } from './journal/handler-name.ts';
import type { HostContext } from './context.ts';
import { failureOf } from './failure.ts';
import { HostError } from '../diagnostics/errors.ts';
import type { TasksState } from './progress.ts';
import { runTasks } from './run-tasks.ts';

export interface HostPlayEnd {
  readonly state: TasksState;
  readonly tasksLeft: number;
  /** Names of handlers that were notified and did not run. */
  readonly handlersOwed: readonly string[];
  /** Why the host was lost before any task could say so. */
  readonly failure?: Failure;
}

/** One host's way through a play: facts, tasks, then the handlers that were notified. */
export async function playOnHost(context: HostContext, tasks: readonly Task[]): Promise<HostPlayEnd> {
  const notified = new Set<Task>();
  const ran = new Set<Task>();
  const clearing: Promise<void>[] = [];
  const owed = (): readonly string[] => [...notified].filter((handler) => !ran.has(handler)).map(handlerName);
  try {
    const gathered = context.play.gatherFacts && tasks.length > 0 ? gatherFacts(context) : Promise.resolve();
    const coming = { names: context.play.gatherFacts ? ['facts'] : [], ready: gathered };
    let end = await runTasks(context, tasks, notified, coming, 'fresh');
    for (;;) {
      const owed = ofEarlierRuns(context).filter((handler) => !notified.has(handler));
      for (const handler of owed) announce(context, handler);
      for (const handler of owed) notified.add(handler);
      const due = context.play.handlers.filter((handler) => notified.has(handler) && !ran.has(handler));
      if (!mayHandle(context, end.state) || due.length === 0) break;
      const [handler] = due as [Task];
      ran.add(handler);
      const { state } = await runTasks(context, [handler], notified, nothingComing, 'assuming');
      if (state === 'done') {
        clearing.push(clearHandlers(context, [handler]));
        continue;
      }
      ran.delete(handler);
      end = { ...end, state };
      break;
    }
    await Promise.all(clearing);
    return { ...end, handlersOwed: owed() };
  } catch (error) {
    const failure = failureOf(error);
    const unreachable = error instanceof HostError && error.unreachable;
    return { state: unreachable ? 'unreachable' : 'failed', tasksLeft: tasks.length, handlersOwed: owed(), failure };
  }
}

/** Handlers follow a failed task only where that is asked for. */
function mayHandle({ forceHandlers }: HostContext, state: TasksState): boolean {
  return state === 'done' || (state === 'failed' && forceHandlers);
}

const nothingComing = { names: [], ready: Promise.resolve() };

/** Travels together with the first window's questions. */
async function gatherFacts(context: HostContext): Promise<void> {
  const become = context.playBecome();
  context.setFacts(await context.reader(become).read(systemFacts, null));
}

/** Of this play: what runs that died, or failed, have left to do. */
function ofEarlierRuns({ play, journal }: HostContext): readonly Task[] {
  return play.handlers.filter((handler) => journal.owes(play.name, handler));
}

function announce({ host, emit }: HostContext, handler: Task): void {
  emit({ type: 'handler.owed', host, handler: handlerName(handler) });
}
