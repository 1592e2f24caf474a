import { setTimeout as delay } from 'node:timers/promises';
import type { MonitoredSite } from '../monitored/open-monitored-site.ts';
import { mysql, primaryOf } from '../mysql.ts';

/**
 * Waits until a host that was away is one of the site again: databases follow the writer of the model, and the collector is told by all hosts and
 * signs that it lives.
 * @throws Error with what is not as it was after five minutes
 */
export async function makeWhole({ site, receiver }: MonitoredSite): Promise<void> {
  const end = Date.now() + 300_000;
  const since = Date.now();
  for (;;) {
    const wrong = await unwell();
    if (wrong === undefined && receiver.pressed.some((at) => at > since)) return;
    if (Date.now() > end) throw new Error(`the site does not become whole: ${wrong ?? 'no sign of life'}`);
    await delay(3000);
  }

  async function unwell(): Promise<string | undefined> {
    try {
      const { stdout, stderr } = await mysql(site, 'rejoin', 'db');
      // What it had written to its log when it was switched off, and nobody had heard of.
      for (const [, name = ''] of `${stdout}${stderr}`.matchAll(
        /(\S+) refused: it wrote what the primary does not have/g,
      )) {
        await mysql(site, 'rejoin', 'db', '--set-aside', name);
        await mysql(site, 'clone', 'db', '--to', name);
      }
      const databases = await mysql(site, 'acknowledge', 'db');
      if (databases.code !== 0) {
        // Where nobody writes because the last round was lost, somebody has to be told to; else it refuses.
        const failover = await mysql(site, 'failover', 'db');
        return `${databases.stdout}${databases.stderr}${failover.stdout}${failover.stderr}`;
      }
      const primary = await primaryOf(site);
      if (primary !== writer) await mysql(site, 'switchover', 'db', '--to', writer);
      const down = await site.asRoot('mon1', ask);
      return down.includes('"result":[]') ? undefined : down;
    } catch (error) {
      return String(error);
    }
  }
}

/** The first of its group, as the model has it while nobody says otherwise. */
const writer = 'db1';
const ask = `curl -fsS --data-urlencode 'query=up == 0 or ALERTS{alertname="HostDown"}' http://127.0.0.1:9090/api/v1/query`;
