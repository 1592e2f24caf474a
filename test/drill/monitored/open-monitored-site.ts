import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeSite, openSite } from '../../support/site.ts';
import type { Site } from '../../support/site.ts';
import { monitoredInventory, monitoredVariables } from './inventory.ts';
import { openReceiver } from './receiver.ts';
import type { Receiver } from './receiver.ts';
import { succeed } from '../succeed.ts';

export interface MonitoredSite {
  readonly site: Site;
  readonly receiver: Receiver;
}

/** Makes the lab, its services and its monitoring, with a second run of monitoring that must change nothing. @param network of the lab */
export async function openMonitoredSite(network: string, say: (line: string) => void): Promise<MonitoredSite> {
  const site = await openSite(network, monitoredInventory(network));
  let receiver: Receiver | undefined;
  try {
    await succeed(site, 'lab', 'up', '--yes');
    receiver = await openReceiver(`${network}.1`);
    rmSync(join(site.directory, 'inventory/group_vars'), { recursive: true });
    mkdirSync(join(site.directory, 'inventory/group_vars'));
    writeFileSync(join(site.directory, 'inventory/group_vars/all.yml'), monitoredVariables(network, receiver.url));
    cpSync(fileURLToPath(new URL('services.yml', import.meta.url)), join(site.directory, 'playbooks/services.yml'));
    await succeed(site, 'vault', 'keygen');
    await succeed(site, 'ca', 'init');
    for (const playbook of ['services', 'monitoring']) {
      say(`${playbook}…`);
      await succeed(site, 'run', `playbooks/${playbook}.yml`, ...inventory);
    }
    await succeed(site, 'run', 'playbooks/monitoring.yml', ...inventory, '--expect-unchanged');
    return { site, receiver };
  } catch (error) {
    receiver?.close();
    await closeSite(site);
    throw error;
  }
}

const inventory = ['-i', 'inventory/lab.yml'];
