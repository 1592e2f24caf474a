import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AlertProbe, Probes, WriteProbe } from '../../../src/drill/probes.ts';
import { watchRequests } from '../../../src/drill/watch-requests.ts';
import type { Site } from '../../support/site.ts';
import type { MonitoredSite } from '../monitored/open-monitored-site.ts';
import type { Receiver } from '../monitored/receiver.ts';
import { clientPassword } from '../mysql-site.ts';
import { mysql, primaryOf, servers, sql } from '../mysql.ts';
import { publicName } from '../tls-site.ts';
import { writingClient } from '../writing-client.ts';

/**
 * Those who look at the whole site: a client of the shared address, a client of the databases over the network, and the webhook that is
 * told of alerts and misses the sign of life.
 */
export async function probesOf({ site, receiver }: MonitoredSite, address: string): Promise<Probes> {
  const trust = readFileSync(join(site.directory, '.rackwright/ca/ca.crt'), 'utf8');
  await sql(site, await primaryOf(site), 'TRUNCATE drill.writes');
  return {
    requests: watchRequests({ address, port: 443, name: publicName, trust }),
    writes: writesTo(site),
    alerts: { told: (host, lostAt) => alertOf(receiver, host, lostAt) },
  };
}

function writesTo(site: Site): WriteProbe {
  const client = writingClient(
    servers.map((name) => site.address(name)),
    clientPassword,
  );
  return {
    acknowledged: client.acknowledged,
    stop: () => client.stop(),
    failover: async () => {
      const { stdout, stderr } = await mysql(site, 'failover', 'db', '-T', '3');
      return `${stdout}${stderr}`.trim();
    },
    kept: async () => {
      const kept = await sql(site, await primaryOf(site), 'SELECT id FROM drill.writes');
      return new Set(kept.split('\n'));
    },
  };
}

/** Whether the webhook is told of the host, or misses the sign of life that it gets each minute. */
async function alertOf(receiver: Receiver, host: string, since: number): ReturnType<AlertProbe['told']> {
  const told = (): number | undefined =>
    receiver.posts.find(
      ({ at, alerts }) =>
        at > since &&
        // A host that hangs answers pings, and is told of by what it no longer tells.
        alerts.some(
          ({ status, labels, startsAt }) =>
            status === 'firing' && labels['instance'] === host && Date.parse(startsAt) > since - 5000,
        ),
    )?.at;
  for (let left = 1500; left > 0 && told() === undefined; left -= 1) await delay(100);
  const at = told();
  if (at !== undefined) return { state: 'kept', seconds: (at - since) / 1000 };
  const before = receiver.pressed.some((each) => each < since);
  // What was on its way at that moment does not count.
  const after = receiver.pressed.some((each) => each > since + 10_000);
  return { state: before && !after ? 'dead man' : 'lost', seconds: undefined };
}
