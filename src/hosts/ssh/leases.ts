import type { SshConnection } from './connection.ts';

/** A share of a connection that others use too. */
export interface Lease {
  readonly connection: SshConnection;
  release(): void;
}

/** Shares connections to jump hosts: opened for the first who asks, closed after the last has let go. */
export type LeaseConnection = (key: string, open: () => Promise<SshConnection>) => Promise<Lease>;

interface Shared {
  readonly connection: Promise<SshConnection>;
  users: number;
}

/** A failure is handed to all who wait for it, and remembered when `isFinal`: a refused login is not tried again. */
export function createLeases(isFinal: (error: unknown) => boolean): LeaseConnection {
  const shared = new Map<string, Shared>();
  const forget = (key: string, entry: Shared): void => {
    if (shared.get(key) === entry) shared.delete(key);
  };
  const start = (key: string, open: () => Promise<SshConnection>): Shared => {
    const entry: Shared = { connection: open(), users: 0 };
    shared.set(key, entry);
    entry.connection.then(
      (connection) => void connection.closed.then(() => forget(key, entry)),
      (error: unknown) => (isFinal(error) ? undefined : forget(key, entry)),
    );
    return entry;
  };
  return async (key, open) => {
    const entry = shared.get(key) ?? start(key, open);
    entry.users += 1;
    const connection = await entry.connection;
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      entry.users -= 1;
      if (entry.users > 0) return;
      forget(key, entry);
      connection.close();
    };
    return { connection, release };
  };
}
