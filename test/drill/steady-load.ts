import { request } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';

export interface LoadTarget {
  /** Where requests go; the name is asked for all the same. */
  readonly address: string;
  readonly name: string;
  /** PEM of whom to trust. */
  readonly trust: string;
}

export interface LoadReport {
  readonly requests: number;
  /** Of each kind of failure how many: `ECONNRESET`, `status 503`. */
  readonly failures: ReadonlyMap<string, number>;
  readonly slowestMs: number;
}

export interface SteadyLoad {
  /** Ends when the last request is answered. */
  stop(): Promise<LoadReport>;
}

/**
 * Asks each target for a page again and again, always over a connection of its own, whose certificate must hold for the name: what clients do
 * who keep nothing. Nothing is tried a second time.
 *
 * @param perSecond requests to each target
 */
export function steadyLoad(targets: readonly LoadTarget[], perSecond: number): SteadyLoad {
  const failures = new Map<string, number>();
  let requests = 0;
  let slowestMs = 0;
  let stopping = false;
  const open = new Set<Promise<void>>();
  const one = async (target: LoadTarget): Promise<void> => {
    const begun = performance.now();
    const failure = await askOnce(target);
    requests += 1;
    slowestMs = Math.max(slowestMs, performance.now() - begun);
    if (failure !== undefined) failures.set(failure, (failures.get(failure) ?? 0) + 1);
  };
  const pump = async (target: LoadTarget): Promise<void> => {
    while (!stopping) {
      const asked = one(target).finally(() => open.delete(asked));
      open.add(asked);
      await delay(1000 / perSecond);
    }
  };
  const pumps = targets.map((target) => pump(target));
  return {
    stop: async () => {
      stopping = true;
      await Promise.all(pumps);
      await Promise.all(open);
      return { requests, failures, slowestMs: Math.round(slowestMs) };
    },
  };
}

/** @returns what went wrong, if anything did */
function askOnce({ address, name, trust }: LoadTarget): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request(
      {
        host: address,
        port: 443,
        path: '/',
        servername: name,
        headers: { host: name },
        ca: trust,
        agent: false,
        timeout: 30_000,
      },
      (response) => {
        response.on('error', (error) => {
          resolve(error.message);
        });
        response.on('end', () => {
          resolve(response.statusCode === 200 ? undefined : `status ${response.statusCode ?? 0}`);
        });
        response.resume();
      },
    );
    asked.on('timeout', () => asked.destroy(new Error('no answer within 30 s')));
    asked.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? error.message);
    });
    asked.end();
  });
}
