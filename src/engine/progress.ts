import type { Scope } from '../language/scope.ts';
import type { Task } from '../playbook/model.ts';
import type { Outcome } from '../reporter.ts';
import type { Arguments } from '../resource.ts';
import { labelOf } from './label.ts';
import type { HostContext } from './context.ts';
import type { BegunEntry, Entry, Standing } from './entry.ts';
import { hidden } from './hidden.ts';
import { notifiedHandlers } from './notified-handlers.ts';
import { registerLoop, registerValue } from './register.ts';
import { noTime, phasesSince } from './stopwatch.ts';
import type { TurnEnd } from './turn-end.ts';

/** How a list of tasks can end on a host. */
export type TasksState = 'done' | 'failed' | 'unreachable' | 'stopped';

/** Whether a plan stands on the host as it is, or assumes changes that it has not made. */
export type Footing = 'fresh' | 'assuming';

/** Where one host stands in a list of tasks, and what its turns leave behind: results, variables, notified handlers, events. */
export class Progress {
  readonly #context: HostContext;
  readonly #tasks: readonly Task[];
  readonly #notified: Set<Task>;
  #position: Standing = { task: 0, item: 0, items: undefined };
  /** Of the items of the task at hand. */
  #results: Arguments[] = [];
  #failed = false;
  #assuming: boolean;

  constructor(context: HostContext, tasks: readonly Task[], notified: Set<Task>, footing: Footing) {
    this.#assuming = footing === 'assuming';
    this.#context = context;
    this.#tasks = tasks;
    this.#notified = notified;
  }

  get position(): Standing {
    return this.#position;
  }

  /** In a plan: something before would have changed. */
  get assuming(): boolean {
    return this.#assuming;
  }

  begin(entry: Entry): BegunEntry {
    const { task, locals } = entry;
    const label = labelOf(this.#context.play, task, this.#context.scopeOf(task, locals, this.#context.unknown));
    this.#context.emit({ type: 'task.started', host: this.#context.host, task: label });
    return { ...entry, label, start: this.#context.now(), before: this.#context.stopwatch.spent };
  }

  /** The next item of the same task, else the next task. */
  after({ position }: Entry): Standing {
    if (position.item + 1 < position.items.length) return { ...position, item: position.item + 1 };
    return { task: position.task + 1, item: 0, items: undefined };
  }

  /** Records how a turn ended; says when it was the host's last one. */
  finish(entry: BegunEntry, turn: TurnEnd): TasksState | undefined {
    const { task } = entry;
    const outcome = asAsked(task, turn.outcome);
    this.#report(entry, outcome);
    for (const [name, value] of Object.entries(turn.variables)) this.#context.runtime.set(name, value);
    if (turn.unknown && task.register !== undefined) this.#context.unknown.add(task.register);
    if (outcome.status === 'changed' || outcome.status === 'would-change') this.#notify(entry);
    if (outcome.status === 'would-change') this.#assuming = true;
    if (outcome.status === 'failed' && !outcome.ignored) this.#failed = true;
    this.#results.push(registerValue(outcome, turn.result));
    this.#position = this.after(entry);
    if (outcome.status === 'unreachable') return 'unreachable';
    // As in Ansible, a loop's other items are still done when one fails; the task then fails as a whole.
    return this.#position.task === entry.position.task ? undefined : this.#finishTask(entry);
  }

  /** In a plan: the task at hand depends on what only a run would know. */
  cannotPlan(): void {
    const task = this.#tasks[this.#position.task];
    if (task === undefined || this.#context.mode === 'run')
      throw new Error('a task waits for a value that nothing will set');
    const label = labelOf(this.#context.play, task, this.#context.scopeOf(task, {}, this.#context.unknown));
    const outcome: Outcome = {
      status: 'skipped',
      why: 'it depends on the result of an action that a plan does not run',
    };
    this.#context.emit({
      type: 'task.finished',
      host: this.#context.host,
      task: label,
      outcome,
      durationMs: 0,
      phases: noTime,
    });
    if (task.register !== undefined) this.#context.unknown.add(task.register);
    this.#position = { task: this.#position.task + 1, item: 0, items: undefined };
  }

  #finishTask({ task }: Entry): TasksState | undefined {
    const [only] = this.#results;
    const result = task.loop === undefined && only !== undefined ? only : registerLoop(this.#results);
    if (task.register !== undefined && !this.#context.unknown.has(task.register))
      this.#context.runtime.set(task.register, result);
    const failed = this.#failed;
    this.#results = [];
    this.#failed = false;
    return failed ? 'failed' : undefined;
  }

  #notify({ task, label, locals }: BegunEntry): void {
    const { host, play, emit } = this.#context;
    const scope = (): Scope => this.#context.scopeOf(task, locals, this.#context.unknown);
    for (const wish of task.notify) {
      const notified = notifiedHandlers(play, task, wish, scope);
      if ('lost' in notified) {
        emit({ type: 'warning', host, at: label.at, message: notified.lost });
        continue;
      }
      for (const handler of notified.handlers) {
        if (this.#notified.has(handler)) continue;
        this.#notified.add(handler);
        emit({ type: 'handler.notified', host, handler: notified.name, by: label });
      }
    }
  }

  #report(entry: BegunEntry, outcome: Outcome): void {
    this.#context.emit({
      type: 'task.finished',
      host: this.#context.host,
      task: entry.label,
      outcome: entry.task.noLog ? hidden(outcome) : outcome,
      durationMs: this.#context.now() - entry.start,
      phases: phasesSince(entry.before, this.#context.stopwatch.spent),
    });
  }
}

function asAsked(task: Task, outcome: Outcome): Outcome {
  return outcome.status === 'failed' && task.ignoreErrors ? { ...outcome, ignored: true } : outcome;
}
