import { dirname } from 'node:path';
import { InputError } from '../../diagnostics/errors.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { InventoryHost } from '../../inventory/model.ts';
import { createScope } from '../../inventory/variables.ts';
import { evaluate } from '../../language/condition/evaluate.ts';
import { entryOf } from '../../language/located.ts';
import type { LocatedScalar } from '../../language/located.ts';
import { render } from '../../language/render.ts';
import { PendingVariable } from '../../language/scope.ts';
import type { Scope } from '../../language/scope.ts';
import { assetPlaces } from '../asset-path.ts';
import { assetsIn } from '../assets-in.ts';
import type { AssetName } from '../assets-in.ts';
import type { Play, Task } from '../model.ts';
import type { VariableCheck } from './check-variables.ts';
import { lookedUpByTask, lookedUpByVariables } from './looked-up-files.ts';

/** A file or directory of the controller that a task names. */
export interface NamedAsset {
  readonly path: string;
  /** Where it is named. */
  readonly span: Span;
}

/**
 * The files that tasks will read, as far as that can be told before a run: a name with templates is rendered for each
 * host and item when `names` says so, and one that needs what only the run knows is left out.
 */
export function assetFiles(
  work: Omit<VariableCheck, 'playbook'>,
  playbookDirectory: string,
  options: { readonly names: 'written' | 'rendered'; readonly exists: (path: string) => boolean },
): readonly NamedAsset[] {
  const directories = { playbook: playbookDirectory, project: dirname(playbookDirectory) };
  const found = new Map<string, NamedAsset>();
  const add = (task: Task, folder: 'templates' | 'files', name: string, span: Span): void => {
    const path = assetPlaces(task, folder, name, directories).find(options.exists);
    if (path !== undefined && !found.has(path)) found.set(path, { path, span });
  };
  for (const { play, hosts, tasks } of work.chosen) {
    const members = hosts.flatMap((name) => work.inventory.hosts.get(name) ?? []);
    const common = lookedUpByVariables([...members.flatMap((host) => host.layers), ...play.layers]);
    for (const task of [...tasks, ...play.handlers]) {
      const templates: string[] = [];
      const properties = Object.entries(work.sources.find(task.kind)?.schema.properties ?? {});
      for (const asset of properties.flatMap(([name, each]) => assetsIn(each, entryOf(task.args, name)?.value))) {
        const folder = asset.kind === 'template' ? 'templates' : 'files';
        for (const file of namesOf(asset, play, task, options.names === 'rendered' ? members : [], work)) {
          add(task, folder, file, asset.value.span);
          if (asset.kind === 'template') templates.push(work.templateOf(task, file)?.text ?? '');
        }
      }
      for (const { name, span } of [...common, ...lookedUpByTask(task, templates)]) add(task, 'files', name, span);
    }
  }
  return [...found.values()];
}

function namesOf(
  { value, name }: AssetName,
  play: Play,
  task: Task,
  hosts: readonly InventoryHost[],
  work: Omit<VariableCheck, 'playbook'>,
): readonly string[] {
  if (!name.includes('{{')) return [name];
  return [...new Set(hosts.flatMap((host) => renderedNames(value, play, task, host, work)))];
}

function renderedNames(
  value: LocatedScalar,
  play: Play,
  task: Task,
  host: InventoryHost,
  { inventory, extra }: Omit<VariableCheck, 'playbook'>,
): readonly string[] {
  const scopeWith = (locals: Readonly<Record<string, unknown>>): Scope =>
    createScope({
      host,
      inventory,
      defaults: task.defaults,
      layers: [...play.layers, ...task.layers],
      runtime: new Map(),
      extra,
      magic: locals,
      pending: new Set(),
    });
  const { loop } = task;
  const over = loop?.over;
  const items =
    over === undefined
      ? [undefined]
      : orNothing(() => ('root' in over ? evaluate(over, scopeWith({})) : render(over, scopeWith({}))));
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    const name = orNothing(() => render(value, scopeWith(loop === undefined ? {} : { [loop.variable]: item })));
    return typeof name === 'string' ? [name] : [];
  });
}

/** What cannot be rendered now needs what only the run knows, or is said when the run gets there. */
function orNothing(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    if (error instanceof InputError || error instanceof PendingVariable) return undefined;
    throw error;
  }
}
