import type { Become } from '../host.ts';

/** The same for everything that runs in one user's runner. */
export function becomeKey(become: Become | undefined): string {
  return become === undefined ? '' : `${become.method} ${become.user}`;
}
