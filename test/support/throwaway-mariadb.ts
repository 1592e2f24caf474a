import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** What a real MariaDB prints for statements, on a socket in a directory of its own; without tabs between columns. */
export async function askMariaDb(statements: string): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'rackwright-mariadb-'));
  const [data, socket] = [join(directory, 'data'), join(directory, 'socket')];
  const account = process.getuid?.() === 0 ? ['--user=root'] : [];
  const common = ['--no-defaults', `--datadir=${data}`, ...account];
  execFileSync('mariadb-install-db', [...common, '--auth-root-authentication-method=normal', '--skip-test-db'], {
    stdio: 'pipe',
  });
  const server = spawn(
    '/usr/sbin/mariadbd',
    [
      ...common,
      '--skip-networking',
      '--skip-grant-tables',
      `--socket=${socket}`,
      `--pid-file=${directory}/pid`,
      '--character-set-server=utf8mb4',
    ],
    { stdio: 'ignore' },
  );
  const ended = once(server, 'exit');
  try {
    for (let tries = 0; !existsSync(socket); tries += 1) {
      if (tries > 300 || server.exitCode !== null) throw new Error('mariadbd did not start');
      await setTimeout(100);
    }
    const words = [
      '--no-defaults',
      `--socket=${socket}`,
      '--batch',
      '--raw',
      '--skip-column-names',
      '--default-character-set=utf8mb4',
    ];
    return execFileSync('mariadb', words, { input: statements, encoding: 'utf8', maxBuffer: 2 ** 26 });
  } finally {
    server.kill('SIGTERM');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  }
}
