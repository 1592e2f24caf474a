import type { ArgumentsSchema } from './arguments.ts';
import type { FactReader } from './fact.ts';
import type { Arguments } from './resource.ts';

/**
 * CONTRACT of a reading: something that is only looked at, for `register` (`stat`, `find`). It has no wanted state, so it is
 * never changed; it can only fail. It runs in a plan as in a run, and it is read ahead like a resource.
 */
export interface ReadingSpec<Wanted> {
  readonly kind: string;
  readonly aliases?: readonly string[];
  readonly schema: ArgumentsSchema;
  /** Pure; as in `ResourceSpec`. */
  wanted(args: Arguments): Wanted;
  /**
   * Reads, through facts only, and gives what `register` gets besides `changed` and `failed`. Possibly called ahead of its
   * task's turn, and again for each try of an `until`.
   */
  read(wanted: Wanted, host: FactReader): Promise<Arguments>;
  /** Why what was read is a failure all the same. Pure. Nothing when it is none. */
  failure?(result: Arguments): string | undefined;
}
