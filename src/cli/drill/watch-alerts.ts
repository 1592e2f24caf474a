import type { AlertProbe } from '../../drill/probes.ts';
import { HostError } from '../../diagnostics/errors.ts';
import type { Connect, HostAddress } from '../../host.ts';
import { askScript, usualPlaces } from '../../status/ask-script.ts';
import { readAnswers } from '../../status/read-answers.ts';

/**
 * Asks the collectors over SSH whether anything fires for a host that did not before it was lost. Where the only collector is lost, nobody
 * here can see who misses its sign of life.
 */
export function watchAlerts(
  collectors: readonly HostAddress[],
  connect: Connect,
  abort: AbortSignal,
  sleep: (milliseconds: number) => Promise<void>,
): AlertProbe {
  return {
    told: async (host, lostAt) => {
      const left = collectors.filter(({ name }) => name !== host);
      if (left.length === 0) return { state: undefined, seconds: undefined };
      const end = lostAt + patienceMs;
      while (Date.now() < end) {
        for (const collector of left)
          if (await fires(collector, host, lostAt)) return { state: 'kept', seconds: (Date.now() - lostAt) / 1000 };
        await sleep(2000);
      }
      return { state: 'lost', seconds: undefined };
    },
  };

  async function fires(collector: HostAddress, host: string, lostAt: number): Promise<boolean> {
    try {
      const connected = await connect(collector, abort);
      try {
        const { stdout } = await connected.send({ script: askScript(usualPlaces) });
        const { alerts } = readAnswers(new TextDecoder().decode(stdout));
        // Alerts begin when something is wrong for the first time; clocks of hosts may differ by a little.
        return alerts.some(({ labels, since }) => labels['instance'] === host && Date.parse(since) > lostAt - 5000);
      } finally {
        await connected.close();
      }
    } catch (error) {
      if (error instanceof HostError || error instanceof TypeError || error instanceof SyntaxError) return false;
      throw error;
    }
  }
}

/** Longer than the alert for a host that does not answer waits, with what Alertmanager waits for. */
const patienceMs = 180_000;
