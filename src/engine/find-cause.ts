import type { Failure } from '../reporter.ts';
import { knownCauses } from './known-causes.ts';
import type { KnownCause } from './known-causes.ts';

/** What a command left when it failed. */
export type Remains = Pick<Failure, 'stderr' | 'stdout' | 'exitCode'>;

/**
 * The known cause of a failed command. Its errors count first: the end of what it printed may be about something else.
 * Pure, and the output is only searched: nothing of it gets into the hint.
 */
export function findCause({ stderr = '', stdout = '', exitCode }: Remains): KnownCause | undefined {
  const fits = (cause: KnownCause, text: string): boolean =>
    cause.exitCode === undefined ? cause.said?.test(text) === true : cause.exitCode === exitCode;
  return (
    knownCauses.find((cause) => fits(cause, stderr)) ??
    knownCauses.find((cause) => cause.exitCode === undefined && fits(cause, stdout))
  );
}

/** A failure with the hint of its cause, where it has none of its own. */
export function withCause(failure: Failure): Failure {
  if (failure.hint !== undefined || failure.exitCode === undefined || failure.exitCode === 0) return failure;
  const hint = findCause(failure)?.hint;
  return hint === undefined ? failure : { ...failure, hint };
}
