import type { Become } from '../host.ts';
import type { FactReader } from '../fact.ts';
import type { Definition } from '../definition.ts';
import type { Scope } from '../language/scope.ts';
import type { Play, RoleInstance, Task } from '../playbook/model.ts';
import type { RunEvent, RunMode } from '../reporter.ts';
import type { Assets } from './assets.ts';
import type { GuardOptions } from './guard/guard.ts';
import type { Applied } from './journal/applied.ts';
import type { Journal } from './journal/journal.ts';
import type { LockStep } from './lock-step.ts';
import type { Company } from './company.ts';
import type { Line, Renewed } from './host-line.ts';
import type { UndoLog } from './undo/undo-log.ts';
import type { Stopwatch } from './stopwatch.ts';

/** What one host's line of work in one play is done with. Dependencies are parameters: nothing here is global. */
export interface HostContext {
  readonly host: string;
  readonly mode: RunMode;
  readonly play: Play;
  readonly line: Line;
  /** The line to the host that the play is for, whatever a task works over. */
  readonly home: Line;
  /** The hosts of the same batch. */
  readonly company: Company;
  /** How often other hosts' tasks have written on this host. */
  readonly visits: number;
  /** Waits until no other host's task has its turn on this host; gives what ends the turn. */
  enter(): Promise<() => void>;
  /** Another host to do a task's work on. @throws InputError when there is no such host */
  delegate(task: Task, scope: Scope): Delegate | undefined;
  readonly stopwatch: Stopwatch;
  readonly assets: Assets;
  /** Nothing where each host goes at its own pace. */
  readonly lockStep: LockStep | undefined;
  /** Notified handlers run although a task failed. */
  readonly forceHandlers: boolean;
  /** Role calls whose parameters have been found right. */
  readonly rolesChecked: Set<RoleInstance>;
  find(kind: string): Definition;
  /** Variables as a task sees them; names in `pending` throw PendingVariable when they are read. */
  scopeOf(task: Task, locals: Locals, pending: ReadonlySet<string>): Scope;
  /** Whom a task runs as, of its own words and the inventory's. */
  becomeOf(task: Task, scope: Scope): Become | undefined;
  /** Keeps what stands under `facts.` from now on. */
  setFacts(facts: unknown): void;
  /** Whom the play runs as, for what belongs to no task. */
  playBecome(): Become | undefined;
  /** A fresh reader; nothing is remembered between two of them. */
  reader(become: Become | undefined): FactReader;
  /** What `register` and `set_fact` have set; lives as long as the run. */
  readonly runtime: Map<string, unknown>;
  /** In a plan: names whose values only a run would know. */
  readonly unknown: Set<string>;
  /** Connects to the play's host already, if it is not connected; whoever needs the connection first learns of a failure. */
  connect(): void;
  /** A new connection instead of the old one, tried until `timeoutMs` is over. */
  reconnect(timeoutMs: number): Promise<void>;
  /** A second connection, tried until `timeoutMs` is over; the line talks over it from then on. */
  renew(timeoutMs: number): Promise<Renewed>;
  /** Which handlers the host owes. */
  readonly journal: Journal;
  /** What runs have last written to the host. */
  readonly applied: Applied;
  /** What the play has changed, where it may have to go back. */
  readonly undo: UndoLog | undefined;
  /** How changes are applied that can cut us off. */
  readonly guard: GuardOptions;
  readonly emit: (event: RunEvent) => void;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** How many entries may be read ahead of the one at hand. */
  readonly readAhead: number;
  /** Aborted when no new work may start. */
  readonly stop: AbortSignal;
}

/** Variables of one loop item. */
export type Locals = Readonly<Record<string, unknown>>;

/** The host that a task is delegated to. */
export interface Delegate {
  readonly name: string;
  /** As the task's host's own, but read and written is there. */
  readonly context: HostContext;
  /** Ends the turn there. */
  release(): Promise<void>;
}
