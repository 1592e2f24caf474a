import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HostPaths } from '../../src/engine/host-paths.ts';

/** Places of a run's own, so that tests on one machine do not wait for each other's locks. */
export function hostPathsIn(directory: string): HostPaths {
  const paths = {
    runtime: join(directory, 'run'),
    state: join(directory, 'var-lib'),
    units: join(directory, 'units'),
  };
  for (const path of Object.values(paths)) mkdirSync(path, { recursive: true });
  return paths;
}
