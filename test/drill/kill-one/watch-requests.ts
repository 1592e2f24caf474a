import { request } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';

/** A client that asks the shared address ten times a second, each time over a connection of its own. */
export interface RequestWatch {
  readonly answers: readonly Answer[];
  stop(): Promise<void>;
}

export interface Answer {
  /** Milliseconds of `performance.now()` when it was asked. */
  readonly at: number;
  readonly good: boolean;
}

/** @param trust PEM of whom to trust */
export function watchRequests(address: string, name: string, trust: string): RequestWatch {
  const answers: Answer[] = [];
  const ending = new AbortController();
  const open = new Set<Promise<void>>();
  const one = async (): Promise<void> => {
    const at = performance.now();
    answers.push({ at, good: await asked(address, name, trust) });
  };
  const pump = (async () => {
    while (!ending.signal.aborted) {
      const each = one().finally(() => open.delete(each));
      open.add(each);
      await delay(100);
    }
  })();
  return {
    answers,
    stop: async () => {
      ending.abort();
      await pump;
      await Promise.all(open);
    },
  };
}

/** A client waits for 10 s: longer than a server that is gone keeps a request. */
function asked(host: string, name: string, trust: string): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request(
      {
        host,
        port: 443,
        path: '/',
        servername: name,
        headers: { host: name },
        ca: trust,
        agent: false,
        timeout: 10_000,
      },
      (response) => {
        response.on('error', () => {
          resolve(false);
        });
        response.on('end', () => {
          resolve(response.statusCode === 200);
        });
        response.resume();
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
    sent.on('error', () => {
      resolve(false);
    });
    sent.end();
  });
}
