import { entryOf } from '../language/located.ts';
import type { LocatedMap } from '../language/located.ts';
import { prepare } from '../language/render.ts';
import { flagOf, numberOf } from './fields.ts';
import type { Circumstances } from './model.ts';
import type { Reading } from './reading.ts';

/** What keywords say of where and how often tasks run; the nearest word counts. */
export function readCircumstances(reading: Reading, map: LocatedMap, outer: Circumstances): Circumstances {
  const delegateTo = entryOf(map, 'delegate_to')?.value;
  if (delegateTo !== undefined) reading.diagnostics.push(...prepare(delegateTo));
  return {
    delegateTo: delegateTo?.type === 'scalar' ? delegateTo : outer.delegateTo,
    runOnce: flagOf(map, 'run_once') ?? outer.runOnce,
    throttle: numberOf(map, 'throttle') ?? outer.throttle,
  };
}

export const usualCircumstances: Circumstances = { delegateTo: undefined, runOnce: false, throttle: undefined };
