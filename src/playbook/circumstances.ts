import { entryOf } from '../language/located.ts';
import type { Located, LocatedMap } from '../language/located.ts';
import { prepare } from '../language/render.ts';
import { environmentNameProblem } from './environment-name.ts';
import { flagOf, itemsOf, numberOf } from './fields.ts';
import type { Circumstances } from './model.ts';
import { report } from './reading.ts';
import type { Reading } from './reading.ts';

/** What keywords say of where and how often tasks run, and whom a failure concerns; the nearest word counts. */
export function readCircumstances(reading: Reading, map: LocatedMap, outer: Circumstances): Circumstances {
  const delegateTo = entryOf(map, 'delegate_to')?.value;
  if (delegateTo !== undefined) reading.diagnostics.push(...prepare(delegateTo));
  return {
    delegateTo: delegateTo?.type === 'scalar' ? delegateTo : outer.delegateTo,
    runOnce: flagOf(map, 'run_once') ?? outer.runOnce,
    throttle: numberOf(map, 'throttle') ?? outer.throttle,
    timeoutSeconds: numberOf(map, 'timeout') ?? outer.timeoutSeconds,
    anyErrorsFatal: flagOf(map, 'any_errors_fatal') ?? outer.anyErrorsFatal,
    ignoreUnreachable: flagOf(map, 'ignore_unreachable') ?? outer.ignoreUnreachable,
    environment: [...outer.environment, ...readEnvironment(reading, map)],
  };
}

/** A map of variables, or a list of maps; each may be a template that gives a map. */
function readEnvironment(reading: Reading, map: LocatedMap): readonly Located[] {
  const parts = itemsOf(entryOf(map, 'environment')?.value);
  for (const part of parts) {
    reading.diagnostics.push(...prepare(part));
    for (const { key, keySpan } of part.type === 'map' ? part.entries : []) {
      const why = environmentNameProblem(key);
      if (why !== undefined) report(reading, 'bad-value', why, keySpan);
    }
  }
  return parts;
}

export const usualCircumstances: Circumstances = {
  delegateTo: undefined,
  runOnce: false,
  throttle: undefined,
  timeoutSeconds: undefined,
  anyErrorsFatal: false,
  ignoreUnreachable: false,
  environment: [],
};
