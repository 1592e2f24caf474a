import { setTimeout as delay } from 'node:timers/promises';
import type { Site } from '../support/site.ts';
import { runSite } from './run-site.ts';
import type { SiteRun } from './run-site.ts';
import { steadyLoad } from './steady-load.ts';
import type { LoadReport, LoadTarget } from './steady-load.ts';
import { publicTargets } from './tls-site.ts';

/** A run of the whole site while clients ask the load balancers, and a bit before and after it; what failed for them, for people. */
export async function runUnderLoad(
  site: Site,
  variables: readonly string[],
  targets: readonly LoadTarget[] = publicTargets(site),
): Promise<{ readonly run: SiteRun; readonly load: LoadReport; readonly failed: readonly string[] }> {
  const asking = steadyLoad(targets, 10);
  await delay(2000);
  const run = await runSite(site, variables);
  await delay(5000);
  const load = await asking.stop();
  return { run, load, failed: [...load.failures].map(([failure, count]) => `${count} requests failed: ${failure}`) };
}
