import { problem } from '../diagnostics/diagnostic.ts';
import { showSpan } from '../diagnostics/span.ts';
import { entryOf } from '../language/located.ts';
import type { Located, LocatedMap } from '../language/located.ts';
import { prepare } from '../language/render.ts';
import { userNameProblem } from '../inventory/names.ts';
import { becomeOf, conditionsOf, flagOf, layerOf, tagsOf } from './fields.ts';
import { readCircumstances } from './circumstances.ts';
import type { BecomeWish, Surroundings } from './model.ts';
import type { Reading } from './reading.ts';

/** What the keywords of a block, import or role entry add to what is around it. */
export function inner(reading: Reading, map: LocatedMap, around: Surroundings): Surroundings {
  return {
    ...around,
    when: [...around.when, ...(conditionsOf(reading, map, 'when') ?? [])],
    tags: [...around.tags, ...tagsOf(map)],
    become: checkedBecome(reading, map, around),
    layers: [...around.layers, ...layerOf(`vars at ${showSpan(map.span)}`, 'task', checkedVars(reading, map))],
    ignoreErrors: flagOf(map, 'ignore_errors') ?? around.ignoreErrors,
    noLog: flagOf(map, 'no_log') ?? around.noLog,
    ...readCircumstances(reading, map, around),
  };
}

/** A user that is no template can be judged now. */
export function checkedBecome(reading: Reading, map: LocatedMap, around: Pick<Surroundings, 'become'>): BecomeWish {
  const become = becomeOf(map, around.become);
  const given = entryOf(map, 'become_user')?.value;
  if (given?.type !== 'scalar') return become;
  const name = String(given.value);
  const wrong = name.includes('{{') ? undefined : userNameProblem(name);
  reading.diagnostics.push(
    ...prepare(given),
    ...(wrong === undefined ? [] : [problem('bad-host-name', wrong, given.span)]),
  );
  return become;
}

function checkedVars(reading: Reading, map: LocatedMap): Located | undefined {
  const vars = entryOf(map, 'vars')?.value;
  if (vars !== undefined) reading.diagnostics.push(...prepare(vars));
  return vars;
}
