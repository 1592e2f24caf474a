import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { usedAt } from '../../diagnostics/used-at.ts';
import type { Inventory, InventoryHost, VariableLayer } from '../../inventory/model.ts';
import { createScope } from '../../inventory/variables.ts';
import { test } from '../../language/condition/evaluate.ts';
import { PendingVariable } from '../../language/scope.ts';
import type { Scope } from '../../language/scope.ts';
import type { Playbook } from '../model.ts';
import type { NamesOfPlay } from './names-of-play.ts';
import type { Place } from './places.ts';
import { usesIn } from './uses-in.ts';

/** A place that needs names which hosts of a class may lack. */
export interface Suspect {
  readonly place: Place;
  readonly missing: ReadonlySet<string>;
  readonly hosts: readonly InventoryHost[];
}

/** A variable that a place needs and a host does not have. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  readonly host: string;
}

export interface Surrounding {
  readonly playbook: Playbook;
  readonly inventory: Inventory;
  readonly extra: VariableLayer | undefined;
  readonly names: NamesOfPlay;
}

/**
 * Evaluates suspects as a run would: a condition may keep a host away, a template may not use a name at all. The hosts
 * of a class mostly agree, so after some have failed at a place the others are taken to fail there, too; and a playbook
 * that would be too much to judge is left to the run.
 */
export function judgePlaces(suspects: readonly Suspect[], around: Surrounding): readonly Finding[] {
  const everywhere = namesAnywhere(around);
  const findings: Finding[] = [];
  let judged = 0;
  for (const { place, missing, hosts } of suspects) {
    let failures: readonly Diagnostic[] = [];
    let failed = 0;
    for (const host of hosts) {
      if (failed < agreeing && judged < mostJudged) {
        judged += 1;
        failures = named(place, judge(place, host, missing, around, everywhere));
        failed += failures.length > 0 ? 1 : 0;
      } else if (failed < agreeing) break;
      findings.push(...failures.map((diagnostic) => ({ diagnostic, host: host.name })));
    }
  }
  return findings;
}

/** A problem in a template file, with the task that renders it. */
export function named({ namedAt }: Place, problems: readonly Diagnostic[]): readonly Diagnostic[] {
  return namedAt === undefined ? problems : usedAt(problems, namedAt, 'the template is named here');
}

const agreeing = 20;
const mostJudged = 100_000;

function judge(
  place: Place,
  host: InventoryHost,
  missing: ReadonlySet<string>,
  around: Surrounding,
  everywhere: ReadonlySet<string>,
): readonly Diagnostic[] {
  const { play, task } = place;
  const scope: Scope = createScope({
    host,
    inventory: around.inventory,
    defaults: task.defaults,
    layers: [...play.layers, ...task.layers],
    runtime: new Map(),
    extra: around.extra,
    magic: {},
    pending: around.names.pendingIn(task),
  });
  try {
    if (!place.when.every((condition) => test(condition, scope))) return [];
    place.evaluate(scope);
    return [];
  } catch (error) {
    if (error instanceof PendingVariable) return nowhereDefined(place, missing, everywhere);
    if (error instanceof InputError) return error.diagnostics.filter((each) => each.code === 'unknown-variable');
    throw error;
  }
}

/** Whether the place is reached cannot be told; a name that nothing defines and nobody asks for with `is defined` is a slip all the same. */
function nowhereDefined(
  { task, uses }: Place,
  missing: ReadonlySet<string>,
  everywhere: ReadonlySet<string>,
): readonly Diagnostic[] {
  const asked = new Set([...uses, ...task.when.flatMap(usesIn)].flatMap((use) => (use.optional ? [use.name] : [])));
  return uses
    .filter(({ name, optional }) => !optional && missing.has(name) && !everywhere.has(name) && !asked.has(name))
    .map(({ name, span }) =>
      problem('unknown-variable', `the variable "${name}" is not defined`, span, {
        hint: didYouMean(name, everywhere),
      }),
    );
}

function namesAnywhere({ playbook, inventory, extra }: Surrounding): ReadonlySet<string> {
  const tasks = playbook.plays.flatMap((play) => [...play.tasks, ...play.handlers]);
  const layers = new Set([
    ...(extra ? [extra] : []),
    ...[...inventory.hosts.values()].flatMap((host) => host.layers),
    ...playbook.plays.flatMap((play) => play.layers),
    ...tasks.flatMap((task) => [...task.defaults, ...task.layers]),
  ]);
  return new Set([...layers].flatMap((layer) => [...layer.variables.keys()]));
}
