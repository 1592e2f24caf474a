import { createConnection } from 'mysql2/promise';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import { setTimeout } from 'node:timers/promises';

/** Looks ten times a second, on all servers at once, whether they accept writes. */
export interface WritableWatch {
  /** How often it has looked. */
  readonly looks: number;
  /** Who accepted writes in looks that found what is wrong. */
  readonly wrong: readonly string[];
  stop(): Promise<void>;
}

/** @param isWrong judges the names of those that accept writes at one moment */
export function writableWatch(
  servers: ReadonlyMap<string, string>,
  password: string,
  isWrong: (writable: readonly string[]) => boolean,
): WritableWatch {
  const wrong: string[] = [];
  const counts = { looks: 0 };
  const ending = new AbortController();
  const connections = new Map<string, Connection>();
  const work = (async () => {
    while (!ending.signal.aborted) {
      const found = await Promise.all([...servers].map(([name, address]) => look(name, address)));
      const writable = found.flatMap((name) => name ?? []);
      counts.looks += 1;
      if (isWrong(writable)) wrong.push(writable.join(' and '));
      await setTimeout(100);
    }
    for (const connection of connections.values()) connection.destroy();
  })();
  return {
    get looks() {
      return counts.looks;
    },
    wrong,
    stop: async () => {
      ending.abort();
      await work;
    },
  };

  /** Its name if it accepts writes; who does not answer is asked anew the next time. */
  async function look(name: string, host: string): Promise<string | undefined> {
    try {
      const connection = connections.get(name) ?? (await connect(host, password));
      connections.set(name, connection);
      const [rows] = await Promise.race([
        connection.query<RowDataPacket[]>('SELECT @@GLOBAL.read_only AS refuses'),
        setTimeout(500).then(() => Promise.reject(new Error('it does not answer'))),
      ]);
      return rows[0]?.['refuses'] === 0 ? name : undefined;
    } catch {
      connections.get(name)?.destroy();
      connections.delete(name);
      return undefined;
    }
  }
}

async function connect(host: string, password: string): Promise<Connection> {
  const ssl = { rejectUnauthorized: false };
  const connection = await createConnection({ host, user: 'drill', password, connectTimeout: 500, ssl });
  // Whatever fails is seen by the query that waits for it.
  connection.on('error', () => undefined);
  return connection;
}
