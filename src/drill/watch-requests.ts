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

/** What is asked, and by which name. */
export interface Entry {
  readonly address: string;
  readonly port: number;
  readonly name: string;
  /** PEM of whom to trust; nothing means whom this machine trusts. */
  readonly trust: string | undefined;
}

export function watchRequests(entry: Entry): RequestWatch {
  const answers: Answer[] = [];
  const ending = new AbortController();
  const open = new Set<Promise<void>>();
  const one = async (): Promise<void> => {
    const at = performance.now();
    answers.push({ at, good: await asked(entry) });
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
function asked({ address, port, name, trust }: Entry): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request(
      {
        ...{ host: address, port },
        path: '/',
        servername: name,
        headers: { host: name },
        ...(trust !== undefined && { ca: trust }),
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
