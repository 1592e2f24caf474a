import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Inventory, VariableLayer } from '../../inventory/model.ts';
import type { Play, Playbook, Task } from '../model.ts';
import type { PlaybookSources } from '../reading.ts';
import { hostClasses } from './host-classes.ts';
import type { HostClass } from './host-classes.ts';
import { judgePlaces } from './judge-places.ts';
import type { Suspect } from './judge-places.ts';
import { namesOfPlay } from './names-of-play.ts';
import type { NamesOfPlay } from './names-of-play.ts';
import { placesOf } from './places.ts';
import type { Place } from './places.ts';
import type { TemplateSource } from '../template-sources.ts';
import { describeMissing } from './describe-missing.ts';
import { namesSetBy } from './names-set-by.ts';

export interface VariableCheck {
  readonly playbook: Playbook;
  /** What the command line left of the plays. */
  readonly chosen: readonly ChosenPlay[];
  readonly inventory: Inventory;
  /** `-e`. */
  readonly extra: VariableLayer | undefined;
  readonly sources: Pick<PlaybookSources, 'find'>;
  /** The template file that a task means by a name; nothing when there is none. */
  readonly templateOf: (task: Task, name: string) => TemplateSource | undefined;
}

export interface ChosenPlay {
  readonly play: Play;
  readonly hosts: readonly string[];
  readonly tasks: readonly Task[];
}

/**
 * Variables that tasks refer to and that are not defined on some of their hosts, each once for each place. A host counts
 * only when its conditions let the place be reached; where that depends on what only a run knows, a name counts when
 * nothing anywhere defines it.
 *
 * The work grows with hosts + tasks: names are compared for classes of hosts, and only what looks wrong is evaluated.
 */
export function checkVariables(check: VariableCheck): readonly Diagnostic[] {
  const set = namesSetBy(check.playbook, check.sources);
  const found = check.chosen.flatMap((chosen) => {
    const hosts = chosen.hosts.flatMap((name) => check.inventory.hosts.get(name) ?? []);
    const gathered = check.chosen.slice(0, check.chosen.indexOf(chosen) + 1).some(({ play }) => play.gatherFacts);
    const names = namesOfPlay(chosen.play, { set, gathered, extra: check.extra });
    const places = [...chosen.tasks, ...chosen.play.handlers].flatMap((task) =>
      placesOf(chosen.play, task, check.sources, check.templateOf),
    );
    const suspects = suspectsIn(places, hostClasses(hosts), names);
    return judgePlaces(suspects, { ...check, names });
  });
  return describeMissing(found);
}

/** Names first, and their places only where one is missing: most names are defined for all. */
function suspectsIn(places: readonly Place[], classes: readonly HostClass[], names: NamesOfPlay): readonly Suspect[] {
  const placesOfName = new Map<string, Place[]>();
  for (const place of places) {
    for (const name of names.openNames(place)) {
      const users = placesOfName.get(name);
      if (users === undefined) placesOfName.set(name, [place]);
      else users.push(place);
    }
  }
  return classes.flatMap(({ hosts, missingFor }) => {
    const missing = new Map<Place, Set<string>>();
    for (const [name, users] of placesOfName) {
      for (const each of missingFor(name)) {
        for (const place of users) {
          if (names.isDefined(place, each)) continue;
          missing.set(place, (missing.get(place) ?? new Set()).add(each));
        }
      }
    }
    return [...missing].map(([place, lacking]) => ({ place, missing: lacking, hosts }));
  });
}
