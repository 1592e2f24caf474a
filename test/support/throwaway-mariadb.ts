import { execFileSync } from 'node:child_process';
import { mariaDbServer } from './mariadb-server.ts';

/** What a real MariaDB prints for statements, on a socket in a directory of its own; without tabs between columns. */
export async function askMariaDb(statements: string): Promise<string> {
  const server = await mariaDbServer(['--skip-grant-tables', '--character-set-server=utf8mb4']);
  try {
    const words = [
      '--no-defaults',
      `--socket=${server.socket}`,
      '--batch',
      '--raw',
      '--skip-column-names',
      '--default-character-set=utf8mb4',
    ];
    return execFileSync('mariadb', words, { input: statements, encoding: 'utf8', maxBuffer: 2 ** 26 });
  } finally {
    await server.stop();
  }
}
