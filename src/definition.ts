import type { ActionContext, ActionResult, ActionSpec, Guard } from './action.ts';
import type { ArgumentsSchema } from './arguments.ts';
import type { FactReader } from './fact.ts';
import type { ReadingSpec } from './reading.ts';
import type { Arguments, Change, Protection, ResourceSpec, Step } from './resource.ts';

/**
 * What a playbook key stands for, with the type parameters of its spec hidden: the engine and the registry see only
 * this. `bind` gets validated, rendered arguments and throws ArgumentError.
 */
export interface Definition {
  readonly kind: string;
  readonly aliases: readonly string[];
  readonly schema: ArgumentsSchema;
  /** Whatever its arguments are, the host is asked something. */
  readonly asks: boolean;
  bind(args: Arguments): Bound;
}

export type Bound = BoundResource | BoundAction | BoundReading;

export interface BoundResource {
  readonly type: 'resource';
  readonly risk: 'connectivity' | 'service' | undefined;
  /** observe + diff */
  inspect(host: FactReader): Promise<Inspection>;
}

export interface Inspection {
  readonly changes: readonly Change[];
  /** For `register`. */
  readonly facts: Arguments;
  /** Made once. */
  steps(): readonly Step[];
  /** What the host itself must undo unless it holds; nothing for what carries no risk. */
  readonly protection: Protection | undefined;
  /** How to go back, where the resource itself must say it. */
  readonly reversal: Protection | undefined;
  /** The steps, if they succeed, are sure to leave no difference. */
  readonly settles: boolean;
}

export interface BoundAction {
  readonly type: 'action';
  readonly where: 'controller' | 'host';
  readonly detachable: boolean;
  readonly sets: readonly string[];
  guard(host: FactReader): Promise<Guard> | undefined;
  perform(context: ActionContext): Promise<ActionResult>;
}

export interface BoundReading {
  readonly type: 'reading';
  /** For `register`. */
  read(host: FactReader): Promise<Arguments>;
  /** Why what was read is a failure; nothing when it is none. */
  failure(result: Arguments): string | undefined;
}

export function defineResource<Wanted, Observed>(spec: ResourceSpec<Wanted, Observed>): Definition {
  return {
    kind: spec.kind,
    aliases: spec.aliases ?? [],
    schema: spec.schema,
    asks: true,
    bind: (args) => bindResource(spec, args),
  };
}

export function defineAction<Wanted>(spec: ActionSpec<Wanted>): Definition {
  const { kind, aliases = [], schema } = spec;
  return { kind, aliases, schema, asks: false, bind: (args) => bindAction(spec, args) };
}

export function defineReading<Wanted>(spec: ReadingSpec<Wanted>): Definition {
  const { kind, aliases = [], schema } = spec;
  return { kind, aliases, schema, asks: true, bind: (args) => bindReading(spec, args) };
}

/** One key whose arguments decide what it is: `service: {state: restarted}` is an action, `{state: started}` a resource. */
export function defineEither(
  shared: { readonly kind: string; readonly aliases?: readonly string[]; readonly schema: ArgumentsSchema },
  choose: (args: Arguments) => Definition,
): Definition {
  return {
    kind: shared.kind,
    aliases: shared.aliases ?? [],
    schema: shared.schema,
    asks: false,
    bind: (args) => choose(args).bind(args),
  };
}

function bindResource<Wanted, Observed>(spec: ResourceSpec<Wanted, Observed>, args: Arguments): BoundResource {
  const wanted = spec.wanted(args);
  return {
    type: 'resource',
    risk: spec.risk,
    inspect: async (host) => {
      const observed = await spec.observe(wanted, host);
      const changes = spec.diff(wanted, observed);
      return {
        changes,
        facts: spec.facts?.(wanted, observed) ?? {},
        steps: once(() => spec.steps(wanted, observed, changes)),
        get protection() {
          return spec.protects?.(wanted, observed);
        },
        get reversal() {
          return spec.reverts?.(wanted, observed);
        },
        get settles() {
          return spec.settles?.(wanted, observed) ?? false;
        },
      };
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function bindAction<Wanted>(spec: ActionSpec<Wanted>, args: Arguments): BoundAction {
  const wanted = spec.wanted(args);
  return {
    type: 'action',
    where: spec.where,
    detachable: spec.detachable ?? false,
    sets: spec.sets?.(wanted) ?? [],
    guard: (host) => spec.guard?.(wanted, host),
    perform: (context) => spec.perform(wanted, context),
  };
}

function bindReading<Wanted>(spec: ReadingSpec<Wanted>, args: Arguments): BoundReading {
  const wanted = spec.wanted(args);
  return {
    type: 'reading',
    read: (host) => spec.read(wanted, host),
    failure: (result) => spec.failure?.(result),
  };
}

/**
 * Finds what a playbook key stands for: a kind, one of its aliases, or either with one of the collection prefixes that
 * Ansible users type (`ansible.builtin.copy`).
 */
export function createFinder(definitions: readonly Definition[]): DefinitionFinder {
  const byName = new Map(
    definitions.flatMap((each) => [each.kind, ...each.aliases].map((name) => [name, each] as const)),
  );
  return {
    find: (name) => byName.get(name) ?? byName.get(name.replace(collectionPrefix, '')),
    names: [...byName.keys()],
  };
}

export interface DefinitionFinder {
  readonly find: (name: string) => Definition | undefined;
  /** Kinds and aliases, for suggestions. */
  readonly names: readonly string[];
}

const collectionPrefix = /^(?:ansible\.builtin|ansible\.posix|community\.general)\./;
