import { magicNames } from '../../inventory/magic-names.ts';
import type { VariableLayer } from '../../inventory/model.ts';
import type { Play, Task } from '../model.ts';
import type { Place } from './places.ts';
import { usesIn } from './uses-in.ts';

/** What is defined in a play whatever the inventory says. */
export interface NamesOfPlay {
  /** The names that a place needs from variables, the values of the play's and the task's looked through. */
  openNames(place: Place): ReadonlySet<string>;
  isDefined(place: Place, name: string): boolean;
  /** Names whose values only a run knows. */
  pendingIn(task: Task): ReadonlySet<string>;
}

export function namesOfPlay(
  play: Play,
  known: {
    /** By tasks, during the run. */
    readonly set: ReadonlySet<string>;
    /** `facts.` is there: this play or one before it reads them. */
    readonly gathered: boolean;
    readonly extra: VariableLayer | undefined;
  },
): NamesOfPlay {
  const always = new Set([...known.set, ...Object.keys(magicNames), ...namesOfEngine]);
  for (const name of ['item', 'role_name', 'role_path', 'inventory_dir']) if (!known.set.has(name)) always.delete(name);
  if (!known.gathered) always.delete('facts');
  const ofTask = new Map<Task, { readonly layers: readonly VariableLayer[]; readonly local: ReadonlySet<string> }>();
  const about = (task: Task) => {
    let found = ofTask.get(task);
    if (found === undefined) {
      const layers = [
        ...(known.extra ? [known.extra] : []),
        ...task.layers.toReversed(),
        ...play.layers.toReversed(),
        ...task.defaults.toReversed(),
      ];
      ofTask.set(task, (found = { layers, local: localNames(task) }));
    }
    return found;
  };
  const definitionOf = (task: Task, name: string): VariableLayer | undefined =>
    about(task).layers.find((layer) => layer.variables.has(name));
  const isDefined = (task: Task, name: string): boolean =>
    always.has(name) || about(task).local.has(name) || definitionOf(task, name) !== undefined;

  return {
    isDefined: ({ task }, name) => isDefined(task, name),
    pendingIn: (task) => {
      const pending = new Set([...always, ...about(task).local]);
      for (const name of givenByInventory) pending.delete(name);
      return pending;
    },
    openNames: ({ task, uses }) => {
      const seen = new Set(uses.flatMap((use) => (use.optional ? [] : [use.name])));
      const open = new Set<string>();
      for (const name of seen) {
        const value = definitionOf(task, name)?.variables.get(name);
        for (const use of value === undefined ? [] : usesIn(value)) if (!use.optional) seen.add(use.name);
        if (!always.has(name) && !about(task).local.has(name)) open.add(name);
      }
      return open;
    },
  };
}

const namesOfEngine = ['ansible_play_name', 'ansible_play_batch', 'ansible_failed_task', 'ansible_failed_result'];

const givenByInventory = [
  'inventory_hostname',
  'inventory_hostname_short',
  'group_names',
  'groups',
  'host_topology',
  'inventory_dir',
];

function localNames(task: Task): ReadonlySet<string> {
  const { loop, role } = task;
  const names =
    loop === undefined
      ? []
      : [
          loop.variable,
          ...(loop.indexVariable === undefined ? [] : [loop.indexVariable]),
          ...(loop.extended ? ['ansible_loop'] : []),
        ];
  return new Set([...names, ...(role === undefined ? [] : ['role_name', 'role_path'])]);
}
