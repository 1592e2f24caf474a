import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import type { InventoryHost } from '../../inventory/model.ts';
import { createScope } from '../../inventory/variables.ts';
import { test } from '../../language/condition/evaluate.ts';
import { PendingVariable } from '../../language/scope.ts';
import type { Scope } from '../../language/scope.ts';
import type { VariableCheck } from './check-variables.ts';
import { describeMissing } from './describe-missing.ts';
import { named } from './judge-places.ts';
import type { Finding } from './judge-places.ts';
import { namesOfPlay } from './names-of-play.ts';
import type { NamesOfPlay } from './names-of-play.ts';
import { namesSetBy } from './names-set-by.ts';
import { placesOf } from './places.ts';
import type { Place } from './places.ts';

/**
 * Values that do not fit, as far as they can be told without a host: every template and condition is evaluated for every
 * host, as a run would, until `mostJudged` evaluations are made. What only a run knows is left to the run; what the
 * environment of the controller holds, to the controller that runs.
 */
export function judgeValues(check: VariableCheck): readonly Diagnostic[] {
  const set = namesSetBy(check.playbook, check.sources);
  const findings: Finding[] = [];
  let judged = 0;
  for (const { play, hosts, tasks } of check.chosen) {
    const names = namesOfPlay(play, { set, gathered: true, extra: check.extra });
    for (const task of [...tasks, ...play.handlers]) {
      for (const place of placesOf(play, task, check.sources, check.templateOf)) {
        for (const host of hosts.flatMap((name) => check.inventory.hosts.get(name) ?? [])) {
          if ((judged += 1) > mostJudged) return describeMissing(findings);
          findings.push(
            ...named(place, judge(place, host, names, check)).map((diagnostic) => ({ diagnostic, host: host.name })),
          );
        }
      }
    }
  }
  return describeMissing(findings);
}

const mostJudged = 100_000;

function judge(place: Place, host: InventoryHost, names: NamesOfPlay, check: VariableCheck): readonly Diagnostic[] {
  const { play, task } = place;
  const scope: Scope = createScope({
    host,
    inventory: check.inventory,
    defaults: task.defaults,
    layers: [...play.layers, ...task.layers],
    runtime: new Map(),
    extra: check.extra,
    magic: {},
    pending: names.pendingIn(task),
    lookups: { file: leftToTheRun, trusted: () => scope },
  });
  try {
    if (place.when.every((condition) => test(condition, scope))) place.evaluate(scope);
    return [];
  } catch (error) {
    if (error instanceof PendingVariable) return [];
    if (error instanceof InputError) return error.diagnostics.filter((each) => judgedHere.has(each.code));
    throw error;
  }
}

/** What a file of the controller says, too, is only known when its task is done: which one it is may depend on the task. */
function leftToTheRun(): never {
  throw new PendingVariable('a file of the controller');
}

/** Names that are missing have been told. */
const judgedHere: ReadonlySet<Diagnostic['code']> = new Set([
  'condition-type',
  'lookup-missing',
  'template-value',
  'variable-cycle',
]);
