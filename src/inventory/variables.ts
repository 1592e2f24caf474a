import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Located } from '../language/located.ts';
import { giveLookups } from '../language/lookups.ts';
import type { Lookups } from '../language/lookups.ts';
import { plainOf } from '../language/plain-of.ts';
import { render } from '../language/render.ts';
import { PendingVariable } from '../language/scope.ts';
import type { Scope } from '../language/scope.ts';
import { hostMagic, hostMagicNames } from './host-magic.ts';
import { lazyScope } from './lazy-scope.ts';
import type { Inventory, InventoryHost, VariableLayer } from './model.ts';
import { topologyFor } from './topology/topology-for.ts';

export interface ScopeInput {
  readonly host: InventoryHost;
  readonly inventory: Inventory;
  /** Role defaults, below the inventory; lowest precedence first. */
  readonly defaults: readonly VariableLayer[];
  /** Of the play, roles, blocks and the task, above the inventory; lowest precedence first. */
  readonly layers: readonly VariableLayer[];
  /** What `set_fact` and `register` left: plain data, never rendered. */
  readonly runtime: ReadonlyMap<string, unknown>;
  /** `-e`. */
  readonly extra: VariableLayer | undefined;
  /** Magic variables besides those that the inventory gives, such as `facts`; nothing overrides them. */
  readonly magic: Readonly<Record<string, unknown>>;
  /** Names that an earlier task will set: reading one throws PendingVariable, unless `-e` sets it anyway. */
  readonly pending: ReadonlySet<string>;
  /** What may be read of the controller; nothing where no task is at work. */
  readonly lookups?: Lookups;
}

/**
 * What a task sees on a host, by the precedence of `precedence.ts`. Costs next to nothing to make, however many
 * variables there are: a variable is looked up in its layers, and rendered with the same scope, when it is read first.
 *
 * Reading throws InputError for what cannot be rendered, `variable-cycle` among it, and PendingVariable.
 */
export function createScope(input: ScopeInput): Scope {
  const { host, inventory, runtime, extra, magic, pending } = input;
  const layers = [input.layers, host.layers, input.defaults].flatMap((each) => each.toReversed());
  const open: OpenVariable[] = [];
  const scope: Scope = lazyScope({
    find(name) {
      if (Object.hasOwn(magic, name)) return () => magic[name];
      return (
        hostMagic(name, host, inventory) ??
        (name === 'host_topology' ? topology() : undefined) ??
        inLayer(name, extra) ??
        (pending.has(name) ? () => notYet(name) : undefined) ??
        (runtime.has(name) ? () => runtime.get(name) : undefined) ??
        inLayers(name)
      );
    },
    names: () => [
      ...hostMagicNames.filter((name) => hostMagic(name, host, inventory) !== undefined),
      ...(topology() === undefined ? [] : ['host_topology']),
      ...Object.keys(magic),
      ...(extra?.variables.keys() ?? []),
      ...pending,
      ...runtime.keys(),
      ...layers.flatMap((layer) => [...layer.variables.keys()]),
    ],
  });
  if (input.lookups !== undefined) giveLookups(scope, input.lookups);
  return scope;

  function topology(): (() => unknown) | undefined {
    return topologyFor(host, inventory, extra, (each) =>
      createScope({
        host: each,
        inventory,
        defaults: [],
        layers: [],
        runtime: new Map(),
        extra,
        magic: {},
        pending: none,
      }),
    );
  }

  function inLayers(name: string): (() => unknown) | undefined {
    for (const layer of layers) {
      if (layer.variables.has(name)) return inLayer(name, layer);
    }
    return undefined;
  }

  function inLayer(name: string, layer: VariableLayer | undefined): (() => unknown) | undefined {
    const located = layer?.variables.get(name);
    if (located === undefined) return undefined;
    const get = layer?.literal === true ? () => plainOf(located) : () => renderVariable({ name, located });
    const sealed = layer?.sealed;
    return sealed === undefined ? get : () => sealed.disclose(get());
  }

  function renderVariable(variable: OpenVariable): unknown {
    const again = open.findIndex((each) => each.name === variable.name);
    if (again !== -1) throw new InputError([describeCircle([...open.slice(again), variable])]);
    open.push(variable);
    try {
      return render(variable.located, scope);
    } catch (error) {
      // A list that uses a broken variable twice has its problem twice; without this they double at every level.
      throw error instanceof InputError ? new InputError([...new Set(error.diagnostics)]) : error;
    } finally {
      open.pop();
    }
  }
}

const none: ReadonlySet<string> = new Set();

/** A variable whose rendering has begun and not yet ended. */
interface OpenVariable {
  readonly name: string;
  readonly located: Located;
}

function notYet(name: string): never {
  throw new PendingVariable(`"${name}" will be set by an earlier task`);
}

function describeCircle(circle: readonly OpenVariable[]): Diagnostic {
  const names = circle.map((each) => each.name).join(' → ');
  const [first, ...others] = circle.slice(0, -1);
  const related = others.map((each) => ({ message: `"${each.name}" is set here`, span: each.located.span }));
  return problem('variable-cycle', `variables refer to each other in a circle: ${names}`, first?.located.span, {
    related,
  });
}
