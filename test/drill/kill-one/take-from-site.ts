import { listContainers } from '../../../src/lab/container-list.ts';
import { findEngine } from '../../../src/lab/find-engine.ts';
import { defaultLabName } from '../../../src/lab/lab-name.ts';
import { takeAway } from '../../../src/lab/machine.ts';
import type { Manner } from '../../../src/lab/machine.ts';
import type { Site } from '../../support/site.ts';

/** Takes a host of a site's lab away, and gives what brings it back. */
export async function takeFromSite(site: Site, host: string, manner: Manner): Promise<() => Promise<void>> {
  const engine = await findEngine({});
  const containers = await listContainers(engine, defaultLabName(site.directory));
  const container = containers.find((each) => each.host === host);
  if (container === undefined) throw new Error(`the lab has no ${host}`);
  return await takeAway(engine, container, manner);
}
