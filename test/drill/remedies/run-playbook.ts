import type { Site } from '../../support/site.ts';
import { succeed } from '../succeed.ts';

/** @param playbook `site` */
export async function runPlaybook(site: Site, playbook: string, ...more: readonly string[]): Promise<void> {
  await succeed(site, 'run', `playbooks/${playbook}.yml`, '-i', 'inventory/lab.yml', ...more);
}
