import type { VariableLayer } from '../../inventory/model.ts';
import { allVariables } from '../../language/variable-use.ts';
import type { VariableUse } from '../../language/variable-use.ts';
import type { Task } from '../model.ts';
import type { ChosenPlay, VariableCheck } from './check-variables.ts';
import { hasRenderedTemplateName } from './needed-sealed.ts';
import { placesOf } from './places.ts';
import { usesIn } from './uses-in.ts';

type Work = Omit<VariableCheck, 'playbook'>;

/**
 * Whether anything in the chosen plays could read `facts.` of a host: by that name, by `hostvars` of another host, by the
 * map of all variables, or in a template whose name is known only in the run. Looks at every variable that is there,
 * whether a task uses it or not: to gather for nothing costs a moment, not to gather would be wrong.
 */
export function mayReadFacts(work: Work): boolean {
  const chosen = work.chosen.filter(({ hosts }) => hosts.length > 0);
  return chosen.some((each) => tasksMay(each, work)) || [...layersOf(chosen, work)].some(layerMay);
}

const carriers: ReadonlySet<string> = new Set(['facts', 'hostvars', allVariables]);

function tasksMay({ play, tasks }: ChosenPlay, work: Work): boolean {
  if (play.become.user !== undefined && usesIn(play.become.user).some(carries)) return true;
  return [...tasks, ...play.handlers].some(
    (task: Task) =>
      hasRenderedTemplateName(task, work) ||
      placesOf(play, task, work.sources, work.templateOf).some((place) => place.uses.some(carries)),
  );
}

function layersOf(chosen: readonly ChosenPlay[], { inventory, extra }: Work): ReadonlySet<VariableLayer> {
  return new Set([
    ...(extra ? [extra] : []),
    ...chosen.flatMap(({ play, hosts, tasks }) => [
      ...play.layers,
      ...hosts.flatMap((name) => inventory.hosts.get(name)?.layers ?? []),
      ...[...tasks, ...play.handlers].flatMap((task) => [...task.defaults, ...task.layers]),
    ]),
  ]);
}

function layerMay(layer: VariableLayer): boolean {
  if (layer.literal === true) return false;
  return [...layer.variables.values()].some((value) => usesIn(value).some(carries));
}

function carries(use: VariableUse): boolean {
  return carriers.has(use.name);
}
