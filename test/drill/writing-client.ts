import { createConnection } from 'mysql2/promise';
import type { Connection } from 'mysql2/promise';
import { setTimeout } from 'node:timers/promises';

/** A client that writes all the time, to whichever server takes it, and remembers each write that was acknowledged. */
export interface WritingClient {
  readonly acknowledged: readonly Acknowledged[];
  /** Milliseconds of the longest time without any acknowledged write, since a moment. */
  longestGap(since: number): number;
  stop(): Promise<void>;
}

export interface Acknowledged {
  readonly id: number;
  /** Milliseconds of `performance.now()`. */
  readonly at: number;
}

/** Milliseconds. A server that is cut off says nothing for ever. */
const patience = 2000;

/** @param addresses of all servers, tried one after the other */
export function writingClient(addresses: readonly string[], password: string): WritingClient {
  const acknowledged: Acknowledged[] = [];
  const ending = new AbortController();
  const ended = (): boolean => ending.signal.aborted;
  let id = 0;
  const work = (async () => {
    for (let turn = 0; !ended(); turn += 1) {
      const address = addresses[turn % addresses.length] ?? '';
      const connection = await connect(address, password).catch(() => undefined);
      if (connection === undefined) continue;
      try {
        while (!ended()) {
          id += 1;
          await connection.query({ sql: 'INSERT INTO drill.writes (id) VALUES (?)', values: [id], timeout: patience });
          acknowledged.push({ id, at: performance.now() });
          await setTimeout(5);
        }
      } catch {
        // Refused, killed or cut: nobody has said that this one is kept. The next server may take the next.
      } finally {
        connection.destroy();
      }
      await setTimeout(20);
    }
  })();
  return {
    acknowledged,
    longestGap: (since) => {
      const times = [since, ...acknowledged.map(({ at }) => at).filter((at) => at > since), performance.now()];
      return Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)));
    },
    stop: async () => {
      ending.abort();
      await work;
    },
  };
}

async function connect(host: string, password: string): Promise<Connection> {
  const connection = await createConnection({
    host,
    user: 'drill',
    password,
    connectTimeout: 1000,
    ssl: { rejectUnauthorized: false },
  });
  // Whatever fails is seen by the query that waits for it.
  connection.on('error', () => undefined);
  return connection;
}
