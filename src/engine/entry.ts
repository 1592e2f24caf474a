import type { BoundAction, BoundReading, BoundResource, Inspection } from '../definition.ts';
import type { Guard } from '../action.ts';
import type { Become } from '../host.ts';
import { InputError } from '../diagnostics/errors.ts';
import { test } from '../language/condition/evaluate.ts';
import type { Scope } from '../language/scope.ts';
import { PendingVariable } from '../language/scope.ts';
import type { Task } from '../playbook/model.ts';
import type { Phases, TaskLabel } from '../reporter.ts';
import type { Arguments } from '../resource.ts';
import { bindTask } from './bind-task.ts';
import { checkRole } from './check-role.ts';
import type { Place } from './block-flow.ts';
import type { Delegate, HostContext, Locals } from './context.ts';
import { noteDependencies } from './dependencies.ts';
import type { Dependencies } from './dependencies.ts';
import { taskContext } from './task-context.ts';
import type { LoopItem } from './loop-items.ts';

/** One task for one loop item on one host, with its reading already begun. */
export interface Entry {
  readonly position: Position;
  readonly task: Task;
  readonly locals: Locals;
  readonly turn: Turn;
  /** What its turn is to be taken with. */
  readonly context: HostContext;
  /** Where it is done, when not on its own host; to be released behind its turn. */
  readonly delegate: Delegate | undefined;
  /** The host's visits when its reading began. */
  readonly visits: number;
}

/** An entry whose turn has come. Only now are all values known that its name may refer to. */
export interface BegunEntry extends Entry {
  readonly label: TaskLabel;
  /** As the context's clock says. */
  readonly start: number;
  /** Of the host, when it began. */
  readonly before: Phases;
}

/** A place in a list of tasks: which task, which item of its loop. */
export interface Position {
  readonly task: number;
  readonly item: number;
  /** The items of that task's loop, which is evaluated once. */
  readonly items: readonly LoopItem[];
  /** Of its {@link Place}. */
  readonly failing: Place['failing'];
}

/** A position that may not have been reached yet: then its loop has not been evaluated. */
export type Standing = Omit<Position, 'items'> & { readonly items: readonly LoopItem[] | undefined };

export type Turn =
  | { readonly type: 'skip'; readonly why: string }
  | { readonly type: 'problem'; readonly error: unknown }
  | (As & {
      readonly type: 'resource';
      readonly bound: BoundResource;
      readonly inspection: Promise<Inspection>;
      /** Of what was read; complete when the inspection is. */
      readonly dependencies: Dependencies;
    })
  | (As & { readonly type: 'action'; readonly bound: BoundAction; readonly guard: Promise<Guard> | undefined })
  | (As & { readonly type: 'reading'; readonly bound: BoundReading; readonly result: Promise<Arguments> });

/** Whom it runs as. */
interface As {
  readonly become: Become | undefined;
}

/**
 * Evaluates a task's conditions, binds its arguments and starts to read the host.
 * @throws PendingVariable when that needs what an earlier task has yet to set
 */
export function startEntry(
  context: HostContext,
  task: Task,
  position: Position,
  item: LoopItem,
  pending: ReadonlySet<string>,
): Entry {
  const locals = item.type === 'item' ? item.locals : {};
  const scope = context.scopeOf(task, locals, pending);
  const started: Started = item.type === 'item' ? startTurn(context, task, scope) : { turn: item };
  const { turn, delegate } = started;
  return { position, task, locals, turn, context: started.context ?? context, delegate, visits: context.visits };
}

interface Started {
  readonly turn: Turn;
  readonly context?: HostContext;
  readonly delegate?: Delegate | undefined;
}

function startTurn(context: HostContext, task: Task, scope: Scope): Started {
  try {
    const failing = task.when.find((condition) => !test(condition, scope));
    if (failing !== undefined) return { turn: { type: 'skip', why: `${failing.text} is false` } };
    checkRole(task, scope, context.rolesChecked);
    const delegate = context.delegate(task, scope);
    const own = taskContext(delegate?.context ?? context, task, scope);
    return { turn: startOn(own, task, scope), context: own, delegate };
  } catch (error) {
    if (error instanceof PendingVariable) throw error;
    if (error instanceof InputError) return { turn: { type: 'problem', error } };
    throw error;
  }
}

function startOn(context: HostContext, task: Task, scope: Scope): Turn {
  const become = context.becomeOf(task, scope);
  const { reader, dependencies } = noteDependencies(context.reader(become));
  const bound = bindTask(context, task, scope);
  if (bound.type === 'reading') return { type: 'reading', become, bound, result: handled(bound.read(reader)) };
  if (bound.type === 'action') return { type: 'action', become, bound, guard: handled(bound.guard(reader)) };
  return { type: 'resource', become, bound, dependencies, inspection: handled(bound.inspect(reader)) };
}

/** A failure of reading ahead counts only at its turn; until then nobody may be waiting for it. */
export function handled<Value extends Promise<unknown> | undefined>(promise: Value): Value {
  promise?.catch(() => undefined);
  return promise;
}
