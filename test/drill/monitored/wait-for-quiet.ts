import { setTimeout as delay } from 'node:timers/promises';
import type { Site } from '../../support/site.ts';

/**
 * Waits until on each collector nothing but `Watchdog` fires or is about to, and all targets are up.
 * @throws Error with what does after ten minutes
 */
export async function waitForQuiet(site: Site): Promise<void> {
  const until = Date.now() + 600_000;
  for (;;) {
    const loud = (
      await Promise.all(
        ['mon1', 'mon2'].flatMap((collector) =>
          ['ALERTS{alertname!~"Watchdog|HostRebooted"}', 'up == 0'].map((query) => ask(site, collector, query)),
        ),
      )
    ).flat();
    if (loud.length === 0) return;
    if (Date.now() > until) throw new Error(`it does not become quiet: ${loud.join('; ')}`);
    await delay(5000);
  }
}

async function ask(site: Site, collector: string, query: string): Promise<readonly string[]> {
  const text = await site.asRoot(
    collector,
    `curl -fsS --data-urlencode 'query=${query}' http://127.0.0.1:9090/api/v1/query`,
  );
  const answer = JSON.parse(text) as { readonly data: { readonly result: readonly { readonly metric: unknown }[] } };
  return answer.data.result.map(({ metric }) => JSON.stringify(metric));
}
