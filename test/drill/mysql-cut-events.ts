import type { Site } from '../support/site.ts';
import type { DrillEvent } from './mysql-events.ts';
import { mysql, primaryOf, servers } from './mysql.ts';

/** Commands whose controller is killed at ten moments of their way; the same command, said again, mends what they have left. */
export const cutEvents: readonly DrillEvent[] = [
  {
    name: 'ten switchovers that are cut off',
    happen: (site) =>
      cutTenTimes(site, async () => {
        const from = await primaryOf(site);
        return ['switchover', 'db', '--to', servers.find((name) => name !== from) ?? ''];
      }),
  },
  {
    name: 'ten clones that are cut off',
    happen: (site) =>
      cutTenTimes(site, async () => {
        const primary = await primaryOf(site);
        return ['clone', 'db', '--to', servers.findLast((name) => name !== primary) ?? ''];
      }),
  },
];

async function cutTenTimes(site: Site, words: () => Promise<readonly string[]>): Promise<readonly string[]> {
  const begun = performance.now();
  const whole = await mysql(site, ...(await words()));
  if (whole.code !== 0) return [`not even uncut: ${whole.stderr}`];
  const wholeMs = performance.now() - begun;
  const wrong: string[] = [];
  for (let moment = 1; moment <= 10; moment += 1) {
    const chosen = await words();
    const afterMs = Math.round((wholeMs * moment) / 10);
    await site.killed(afterMs, 'mysql', ...chosen, '-i', 'inventory/lab.yml');
    const again = await mysql(site, ...chosen);
    // What was cut off may have been done already, but for the rest, who follows again when told.
    const mended = again.code === 0 || / is the primary already/.test(again.stderr);
    const left = mended ? await mysql(site, 'rejoin', 'db') : again;
    const healthy = await mysql(site, 'status', 'db');
    if (left.code !== 0 || healthy.code !== 0)
      wrong.push(`${chosen.join(' ')}, cut off after ${afterMs} ms: ${left.stderr}${healthy.stdout}`);
  }
  return wrong;
}
