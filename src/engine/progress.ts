import type { Scope } from '../language/scope.ts';
import type { Task } from '../playbook/model.ts';
import type { Outcome, TaskLabel } from '../reporter.ts';
import type { Arguments } from '../resource.ts';
import type { BlockFlow, NextPlace, Place } from './block-flow.ts';
import type { OnceEnd } from './company.ts';
import { labelOf } from './label.ts';
import type { HostContext } from './context.ts';
import { taskKey } from './journal/task-key.ts';
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
  readonly #flow: BlockFlow;
  readonly #notified: Set<Task>;
  #position: Standing;
  /** Of the items of the task at hand. */
  #results: Arguments[] = [];
  #variables: Arguments = {};
  #failed = false;
  #endedBy: Task | undefined;
  #assuming: boolean;

  constructor(context: HostContext, flow: BlockFlow, notified: Set<Task>, footing: Footing) {
    this.#assuming = footing === 'assuming';
    this.#context = context;
    this.#flow = flow;
    this.#position = standingAt(flow.start);
    this.#notified = notified;
  }

  get position(): Standing {
    return this.#position;
  }

  /** In a plan: something before would have changed. */
  get assuming(): boolean {
    return this.#assuming;
  }

  get owesHandlers(): boolean {
    return this.#notified.size > 0;
  }

  begin(entry: Entry): BegunEntry {
    const { task, locals } = entry;
    const own = labelOf(this.#context.play, task, this.#context.scopeOf(task, locals, this.#context.unknown));
    const label = entry.delegate === undefined ? own : { ...own, on: entry.delegate.name };
    this.#context.emit({ type: 'task.started', host: this.#context.host, task: label });
    return { ...entry, label, start: this.#context.now(), before: this.#context.stopwatch.spent };
  }

  /** Whether an entry stands where the host does: a failure may have led it elsewhere. */
  isAt({ position }: Entry): boolean {
    const { task, item, failing } = this.#position;
    return task === position.task && item === position.item && failing.join() === position.failing.join();
  }

  /** The next item of the same task, else the next task; nothing when the host would go no further. */
  after({ position }: Entry): Standing | undefined {
    if (position.item + 1 < position.items.length) return { ...position, item: position.item + 1 };
    const next = this.#flow.after(position);
    return next === 'failed' ? undefined : standingAt(next);
  }

  /** The task that the host was lost in; what was to be done always may have followed. */
  get endedBy(): Task | undefined {
    return this.#endedBy;
  }

  /** How many tasks the host has yet to do. */
  get tasksLeft(): number {
    return this.#flow.left({ ...this.#position, task: this.#position.task - 1 });
  }

  /** Records how a turn ended; says when it was the host's last one. */
  finish(entry: BegunEntry, turn: TurnEnd): TasksState | undefined {
    const { task } = entry;
    const outcome = this.#asAsked(entry, turn.outcome);
    this.#report(entry, outcome);
    for (const [name, value] of Object.entries(turn.variables)) this.#context.runtime.set(name, value);
    if (task.runOnce) this.#variables = { ...this.#variables, ...turn.variables };
    if (turn.unknown && task.register !== undefined) this.#context.unknown.add(task.register);
    if (outcome.status === 'changed' || outcome.status === 'would-change') this.#notify(entry);
    if (outcome.status === 'would-change') this.#assuming = true;
    if (outcome.status === 'failed' && !outcome.ignored) this.#failed = true;
    this.#results.push(registerValue(outcome, turn.result));
    if (outcome.status === 'unreachable' && outcome.ignored !== true) {
      this.#endedBy = task;
      return this.#goOn(entry.position, 'unreachable');
    }
    // As in Ansible, a loop's other items are still done when one fails; the task then fails as a whole.
    const { item, items } = entry.position;
    if (item + 1 < items.length) {
      this.#position = { ...entry.position, item: item + 1 };
      return undefined;
    }
    return this.#finishTask(entry);
  }

  /** Another host has done the task at hand for all. */
  adopt(task: Task, end: OnceEnd): TasksState | undefined {
    const { position } = this;
    const outcome = this.#asAsked({ task, position }, adoptedOutcome(end));
    const label = this.#tell(task, outcome);
    for (const [name, value] of Object.entries(end.variables)) this.#context.runtime.set(name, value);
    if (end.unknown && task.register !== undefined) this.#context.unknown.add(task.register);
    const result = end.state === 'lost' ? registerValue(outcome, {}) : end.result;
    return this.#conclude({ task, label, position }, result, outcome.status === 'failed' && !outcome.ignored);
  }

  /** In a plan: the task at hand depends on what only a run would know. */
  cannotPlan(): TasksState | undefined {
    const task = this.#flow.tasks[this.#position.task];
    if (task === undefined || this.#context.mode === 'run')
      throw new Error('a task waits for a value that nothing will set');
    this.#tell(task, { status: 'skipped', why: 'it depends on the result of an action that a plan does not run' });
    if (task.register !== undefined) this.#context.unknown.add(task.register);
    this.#tellOthers(task, {});
    return this.#goOn(this.#position, this.#flow.after(this.#position));
  }

  #finishTask(entry: BegunEntry): TasksState | undefined {
    const [only] = this.#results;
    const result = entry.task.loop === undefined && only !== undefined ? only : registerLoop(this.#results);
    const failed = this.#failed;
    this.#tellOthers(entry.task, result);
    this.#results = [];
    this.#variables = {};
    this.#failed = false;
    return this.#conclude(entry, result, failed);
  }

  #tellOthers(task: Task, result: Arguments): void {
    const { company, host, unknown } = this.#context;
    if (!task.runOnce) return;
    const state = result['failed'] === true ? 'failed' : 'done';
    const isUnknown = task.register !== undefined && unknown.has(task.register);
    company.tell(task, { host, state, result, variables: this.#variables, unknown: isUnknown });
  }

  #conclude(
    { task, position, label }: Pick<BegunEntry, 'task' | 'label'> & { readonly position: Place },
    result: Arguments,
    failed: boolean,
  ): TasksState | undefined {
    if (task.register !== undefined && !this.#context.unknown.has(task.register))
      this.#context.runtime.set(task.register, result);
    if (!failed) return this.#goOn(position, this.#flow.after(position));
    if (!this.#flow.rescues(position)) this.#endedBy ??= task;
    if (this.#flow.rescues(position)) {
      // Ansible's names; a rescue reads them.
      this.#context.runtime.set('ansible_failed_task', { name: label.name, action: label.kind, path: label.at });
      this.#context.runtime.set('ansible_failed_result', result);
    }
    return this.#goOn(position, this.#flow.afterFailure(position));
  }

  #goOn(from: Place, next: NextPlace | 'unreachable'): TasksState | undefined {
    if (next === 'failed' || next === 'unreachable') {
      this.#position = standingAt({ ...from, task: from.task + 1 });
      return next;
    }
    if (this.#context.mode === 'plan' && next.task > from.task) this.#reportPassedBy(from);
    this.#position = standingAt(next);
    return undefined;
  }

  /** A plan shows what it cannot foretell. */
  #reportPassedBy(from: Place): void {
    for (const task of this.#flow.passedBy(from))
      this.#tell(task, { status: 'skipped', why: 'only a run can tell whether something in its block fails' });
  }

  /** Of a task that has no turn of its own on this host. */
  #tell(task: Task, outcome: Outcome): TaskLabel {
    const { host, play, unknown, emit } = this.#context;
    const label = labelOf(play, task, this.#context.scopeOf(task, {}, unknown));
    emit({ type: 'task.finished', host, task: label, outcome, durationMs: 0, phases: noTime });
    return label;
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
        this.#context.undo?.handlers.add(handler);
        emit({ type: 'handler.notified', host, handler: notified.name, by: label });
      }
    }
  }

  #asAsked({ task, position }: { readonly task: Task; readonly position: Place }, outcome: Outcome): Outcome {
    if (outcome.status === 'unreachable' && task.ignoreUnreachable) return { ...outcome, ignored: true };
    if (outcome.status !== 'failed') return outcome;
    if (task.ignoreErrors) return { ...outcome, ignored: true };
    return this.#flow.rescues(position) ? { ...outcome, rescued: true } : outcome;
  }

  #report(entry: BegunEntry, outcome: Outcome): void {
    this.#context.applied.ended(taskKey(this.#context.play.name, entry.task), outcome.status);
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

function adoptedOutcome({ host, state }: OnceEnd): Outcome {
  if (state === 'done') return { status: 'skipped', why: `${host} does it once for all` };
  const message = state === 'failed' ? `it failed on ${host}` : `${host} was lost in it`;
  return {
    status: 'failed',
    failure: { code: 'run-once', message: `${message}, which does it for all` },
    ignored: false,
  };
}

function standingAt({ task, failing }: Place): Standing {
  return { task, item: 0, items: undefined, failing };
}
