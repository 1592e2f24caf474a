import type { Site } from '../support/site.ts';
import { succeed } from './succeed.ts';

/** The site's hosts, its key for secrets, and its authority. @throws Error with what went wrong */
export async function bringUp(site: Site): Promise<void> {
  await succeed(site, 'lab', 'up', '--yes');
  await succeed(site, 'vault', 'keygen');
  await succeed(site, 'ca', 'init');
}
