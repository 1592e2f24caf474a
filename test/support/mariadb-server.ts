import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { clientCommand } from '../../src/sql/client-command.ts';

/** A real MariaDB on a socket in a directory of its own, where whoever starts it may do anything. */
export interface MariaDbServer {
  readonly socket: string;
  /** What our own client command prints. */
  readonly ask: (sql: string) => string;
  readonly kill: (signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT') => void;
  readonly stop: () => Promise<void>;
}

export async function mariaDbServer(options: readonly string[] = ['--skip-grant-tables']): Promise<MariaDbServer> {
  const directory = mkdtempSync(join(tmpdir(), 'rackwright-mariadb-'));
  const [data, socket] = [join(directory, 'data'), join(directory, 'socket')];
  const account = process.getuid?.() === 0 ? ['--user=root'] : [];
  // A server that starts removes the temporary tables of all others from a directory that they share.
  const common = ['--no-defaults', `--datadir=${data}`, `--tmpdir=${directory}`, ...account];
  execFileSync('mariadb-install-db', [...common, '--skip-test-db'], { stdio: 'pipe' });
  const server = spawn(
    '/usr/sbin/mariadbd',
    [
      ...common,
      '--skip-networking',
      `--socket=${socket}`,
      `--pid-file=${directory}/pid`,
      '--plugin-maturity=unknown',
      ...options,
    ],
    { stdio: 'ignore' },
  );
  const ended = once(server, 'exit');
  for (let tries = 0; !existsSync(socket); tries += 1) {
    if (tries > 300 || server.exitCode !== null) throw new Error('mariadbd did not start');
    await setTimeout(100);
  }
  const { text } = clientCommand({ client: 'mariadb', socket });
  return {
    socket,
    ask: (sql) => execFileSync('dash', ['-c', text], { input: sql, encoding: 'utf8', maxBuffer: 2 ** 26 }),
    kill: (signal) => void server.kill(signal),
    stop: async () => {
      // One that is frozen could not end.
      server.kill('SIGCONT');
      server.kill('SIGTERM');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
