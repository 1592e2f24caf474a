import type { ArgumentSchema } from '../../arguments.ts';
import type { Inventory, InventoryHost, VariableLayer } from '../../inventory/model.ts';
import type { Located } from '../../language/located.ts';
import { sealedIn } from '../../language/sealed-in.ts';
import type { Sealed } from '../../language/sealed.ts';
import { assetsIn, holdsAssets } from '../assets-in.ts';
import type { Task } from '../model.ts';
import type { ChosenPlay, VariableCheck } from './check-variables.ts';
import { placesOf } from './places.ts';
import { usesIn } from './uses-in.ts';

type Work = Omit<VariableCheck, 'playbook'>;

/** The encrypted files of variables that the chosen plays and their hosts have. */
export function sealedLayersOf({ chosen, inventory, extra }: Work): readonly Sealed[] {
  const layers = chosen.flatMap(({ play, hosts, tasks }) => [
    ...play.layers,
    ...hosts.flatMap((name) => inventory.hosts.get(name)?.layers ?? []),
    ...[...tasks, ...play.handlers].flatMap((task) => [...task.defaults, ...task.layers]),
  ]);
  return sealedOf(new Set([...(extra ? [extra] : []), ...layers]));
}

export function sealedOf(layers: Iterable<VariableLayer>): readonly Sealed[] {
  return [...layers].flatMap((layer) => layer.sealed ?? []);
}

/**
 * The encrypted values that the chosen plays read: those in tasks, and those behind the variables that tasks and
 * connections use. `dynamic` when more may be read than names can tell (`hostvars`, a template whose name is rendered).
 */
export function sealedValuesOf(work: Work): { readonly needed: readonly Sealed[]; readonly dynamic: boolean } {
  const needed = new Set<Sealed>();
  let dynamic = false;
  for (const chosen of work.chosen) {
    const tasks = [...chosen.tasks, ...chosen.play.handlers];
    for (const sealed of sealedInTasks(tasks)) needed.add(sealed);
    const uses = namesUsed(chosen, tasks, work);
    if (uses.has('hostvars') || tasks.some((task) => hasRenderedTemplateName(task, work))) dynamic = true;
    const hosts = chosen.hosts.flatMap((name) => work.inventory.hosts.get(name) ?? []);
    for (const name of followed(uses, hosts, valueFinder(chosen, tasks, work), needed))
      if (name === 'hostvars') dynamic = true;
  }
  return { needed: [...needed], dynamic };
}

/** Those that stand in the chosen tasks themselves. */
export function sealedValuesInTasks({ chosen }: Pick<Work, 'chosen'>): readonly Sealed[] {
  return chosen.flatMap(({ play, tasks }) => sealedInTasks([...tasks, ...play.handlers]));
}

function sealedInTasks(tasks: readonly Task[]): readonly Sealed[] {
  return tasks.flatMap(valuesIn).flatMap(sealedIn);
}

/** All encrypted values in layers. */
export function sealedValuesIn(layers: Iterable<VariableLayer>): readonly Sealed[] {
  return [...new Set(layers)].flatMap((layer) => [...layer.variables.values()].flatMap(sealedIn));
}

/** Those behind some variables of hosts, before any play. */
export function sealedValuesOfHosts(
  inventory: Inventory,
  extra: VariableLayer | undefined,
  names: readonly string[],
  uses: (variable: string) => boolean,
): readonly Sealed[] {
  const hosts = names.flatMap((name) => inventory.hosts.get(name) ?? []);
  const needed = new Set<Sealed>();
  if (sealedValuesIn(hosts.flatMap((host) => host.layers)).length === 0) return [];
  const roots = new Set(hosts.flatMap((host) => variablesOf([...host.layers, ...(extra ? [extra] : [])]).filter(uses)));
  const find = (name: string, host: InventoryHost): readonly Located[] =>
    winner(name, [...host.layers, ...(extra ? [extra] : [])]);
  followed(roots, hosts, find, needed);
  return [...needed];
}

export function variablesOf(layers: readonly VariableLayer[]): readonly string[] {
  return layers.flatMap((layer) => [...layer.variables.keys()]);
}

function namesUsed({ play }: ChosenPlay, tasks: readonly Task[], work: Work): ReadonlySet<string> {
  const places = tasks.flatMap((task) => placesOf(play, task, work.sources, work.templateOf));
  return new Set(places.flatMap((place) => place.uses.map((use) => use.name)));
}

/** Follows variables into the variables that they use, for each host; gives all names that were met. */
function followed(
  roots: ReadonlySet<string>,
  hosts: readonly InventoryHost[],
  find: (name: string, host: InventoryHost) => readonly Located[],
  needed: Set<Sealed>,
): ReadonlySet<string> {
  const met = new Set<string>();
  for (const host of hosts) {
    const connection = variablesOf(host.layers).filter((name) => name.startsWith('ansible_'));
    const names = new Set([...roots, ...connection]);
    for (const name of names) {
      met.add(name);
      for (const value of find(name, host)) {
        for (const sealed of sealedIn(value)) needed.add(sealed);
        for (const use of usesIn(value)) names.add(use.name);
      }
    }
  }
  return met;
}

/** What a variable may be for a host in a play: one value, or that of each task that sets it itself. */
function valueFinder(
  { play }: ChosenPlay,
  tasks: readonly Task[],
  { extra }: Work,
): (name: string, host: InventoryHost) => readonly Located[] {
  const ownLayers = [...new Set(tasks.flatMap((task) => task.layers))];
  const defaults = [...new Set(tasks.flatMap((task) => task.defaults))];
  return (name, host) => {
    const above = winner(name, extra ? [extra] : []);
    if (above.length > 0) return above;
    const own = ownLayers.flatMap((layer) => layer.variables.get(name) ?? []);
    const around = winner(name, [...host.layers, ...play.layers]);
    return [...own, ...(around.length > 0 ? around : defaults.flatMap((layer) => layer.variables.get(name) ?? []))];
  };
}

function winner(name: string, layers: readonly VariableLayer[]): readonly Located[] {
  const value = layers.findLast((layer) => layer.variables.has(name))?.variables.get(name);
  return value === undefined ? [] : [value];
}

function valuesIn({ name, args, loop, delegateTo, environment }: Task): readonly Located[] {
  const over = loop === undefined || 'root' in loop.over ? [] : [loop.over];
  return [
    args,
    ...(name ? [name] : []),
    ...(delegateTo ? [delegateTo] : []),
    ...environment,
    ...over,
    ...(loop?.label ? [loop.label] : []),
  ];
}

/** Its template is found only in the run, and what it reads is known only then. */
export function hasRenderedTemplateName(task: Task, { sources }: Pick<Work, 'sources'>): boolean {
  const properties = sources.find(task.kind)?.schema.properties ?? {};
  return task.args.entries.some(
    ({ key, value }) => holdsAssets(properties[key], 'template') && namesARenderedOne(properties[key], value),
  );
}

function namesARenderedOne(property: ArgumentSchema | undefined, value: Located): boolean {
  if (value.type === 'scalar') return usesIn(value).length > 0;
  return assetsIn(property, value).some((asset) => asset.kind === 'template' && usesIn(asset.value).length > 0);
}
