import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { comparePorts, preparePorts, rebootAll, showRounds, useBackend } from '../drill/ports.ts';
import type { Round } from '../drill/ports.ts';
import { portsInventory } from '../drill/ports-site.ts';
import { closeSite, openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';

// A short run of `npm run drill:ports`, which scans all ports on every backend: here a few, on one, after a reboot.

const minutes = 60_000;
const network = '198.18.87';

let site: Site;
const rounds: Round[] = [];

beforeAll(async () => {
  site = await openSite(network, portsInventory(network));
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
  preparePorts(site, network);
}, 10 * minutes);

afterAll(async () => {
  await closeSite(site);
  process.stderr.write(`\n${showRounds(rounds)}`);
}, 2 * minutes);

test(
  'what nmap finds between hosts that booted under nftables is what the topology declares',
  async () => {
    await useBackend(site, 'nftables');
    await rebootAll(site);
    const round = await comparePorts(
      site,
      { backend: 'nftables', rebooted: true },
      '22,80,443,3306,4567,8000,8011,9100,9999',
    );
    rounds.push(round);
    expect(round).toMatchObject({ compared: 80, differences: [] });
  },
  10 * minutes,
);
