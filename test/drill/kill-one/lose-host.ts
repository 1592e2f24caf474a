import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { State } from '../../../src/audit/kill-one/outcome.ts';
import type { Receiver } from '../monitored/receiver.ts';
import type { MonitoredSite } from '../monitored/open-monitored-site.ts';
import { clientPassword } from '../mysql-site.ts';
import { mysql, primaryOf, servers, sql } from '../mysql.ts';
import type { ProgramEnd } from '../../support/site.ts';
import { publicName } from '../tls-site.ts';
import { writingClient } from '../writing-client.ts';
import type { WritingClient } from '../writing-client.ts';
import { takeAway } from './take-away.ts';
import type { Manner } from './take-away.ts';
import { watchRequests } from './watch-requests.ts';
import type { Answer } from './watch-requests.ts';

/** What the loss of a host did. */
export interface Measured {
  readonly host: string;
  readonly requests: State;
  readonly writes: State;
  readonly data: State;
  readonly alerts: State;
  /** Seconds from the loss to the last request that failed, and without any acknowledged write; to the alert, if there was one. */
  readonly seconds: Readonly<Record<'requests' | 'writes' | 'alerts', number | undefined>>;
  /** Writes whose success was told to the client, and those of them that no primary has. */
  readonly acknowledged: number;
  readonly missing: number;
  /** What the failover said, where one was needed. */
  readonly said: string;
}

/** Takes a host away from a healthy site while clients ask and write, measures what is left, and brings the host back. */
export async function loseHost(
  { site, receiver }: MonitoredSite,
  host: string,
  address: string,
  manner: Manner,
): Promise<Measured> {
  const trust = readFileSync(join(site.directory, '.rackwright/ca/ca.crt'), 'utf8');
  await sql(site, await primaryOf(site), 'TRUNCATE drill.writes');
  const requests = watchRequests(address, publicName, trust);
  const client = writingClient(
    servers.map((name) => site.address(name)),
    clientPassword,
  );
  await until(() => client.acknowledged.length > 20 && requests.answers.filter(({ good }) => good).length > 20, 60);
  const begun = performance.now();
  const wallClock = Date.now();
  const giveBack = await takeAway(site, host, manner);
  const told = alertOf(receiver, host, wallClock);
  // In which others take over by themselves, or never.
  await delay(15_000);
  const { writes, said } = await writesOf(client, () => mysql(site, 'failover', 'db', '-T', '3'));
  const alert = await told;
  await client.stop();
  await requests.stop();
  const primary = writes === 'lost' ? undefined : await primaryOf(site);
  const kept = primary === undefined ? '' : await sql(site, primary, 'SELECT id FROM drill.writes');
  const ids = new Set(kept.split('\n'));
  const missing = client.acknowledged.filter(({ id }) => !ids.has(String(id))).length;
  await giveBack();
  return {
    host,
    requests: requestsOf(requests.answers.filter(({ at }) => at > begun + 10_000)),
    writes,
    // Nobody can be asked: what the others have is not seen.
    data: primary === undefined ? 'unknown' : missing === 0 ? 'kept' : 'lost',
    alerts: alert.state,
    seconds: {
      requests: lastFailure(requests.answers, begun),
      writes: client.longestGap(begun) / 1000,
      alerts: alert.seconds,
    },
    acknowledged: client.acknowledged.length,
    missing,
    said,
  };
}

function requestsOf(answers: readonly Answer[]): State {
  if (answers.length === 0) throw new Error('nobody asked');
  if (answers.every(({ good }) => good)) return 'kept';
  return answers.some(({ good }) => good) ? 'partly' : 'lost';
}

function lastFailure(answers: readonly Answer[], begun: number): number {
  const failed = answers.filter(({ at, good }) => !good && at >= begun).map(({ at }) => at - begun);
  return Math.max(0, ...failed) / 1000;
}

async function writesOf(
  client: WritingClient,
  failover: () => Promise<ProgramEnd>,
): Promise<{ readonly writes: State; readonly said: string }> {
  const goesOn = async (): Promise<boolean> => {
    const before = client.acknowledged.length;
    return await until(() => client.acknowledged.length > before + 20, 20).then(
      () => true,
      () => false,
    );
  };
  if (await goesOn()) return { writes: 'kept', said: '' };
  const { stdout, stderr } = await failover();
  const writes = (await goesOn()) ? 'by command' : 'lost';
  return { writes, said: `${stdout}${stderr}`.trim() };
}

/** Whether the webhook is told of the host, or misses the sign of life that it gets each minute. */
async function alertOf(
  receiver: Receiver,
  host: string,
  since: number,
): Promise<{ readonly state: State; readonly seconds: number | undefined }> {
  const told = (): number | undefined =>
    receiver.posts.find(
      ({ at, alerts }) =>
        at > since &&
        alerts.some(
          ({ status, labels }) =>
            status === 'firing' && labels['alertname'] === 'HostDown' && labels['instance'] === host,
        ),
    )?.at;
  await until(() => told() !== undefined, 150).catch(() => undefined);
  const at = told();
  if (at !== undefined) return { state: 'kept', seconds: (at - since) / 1000 };
  const before = receiver.pressed.some((each) => each < since);
  // What was on its way at that moment does not count.
  const after = receiver.pressed.some((each) => each > since + 10_000);
  return { state: before && !after ? 'dead man' : 'lost', seconds: undefined };
}

async function until(holds: () => boolean, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not within ${seconds} s`);
    await delay(100);
  }
}
