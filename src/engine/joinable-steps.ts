import type { Inspection } from '../definition.ts';
import type { Step } from '../resource.ts';
import { hasKnownEffect } from './touched-paths.ts';

/**
 * The steps of a change that others may follow without waiting for its proof: their effects are known, and their success
 * is sure to leave no difference. Nothing when it has other steps, or none because it cannot be made.
 */
export function joinableSteps(before: Inspection): readonly Step[] | undefined {
  try {
    const steps = before.steps();
    return before.settles && steps.every(hasKnownEffect) ? steps : undefined;
  } catch {
    // Why it cannot be made will be said at its turn.
    return undefined;
  }
}
