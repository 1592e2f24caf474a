import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { VaultError } from '../../vault/vault-error.ts';

/**
 * Opens an editor on a copy of the content, in a directory that only this user can enter and that lies in memory where
 * the system has such a place. The copy is gone when this ends, also by a signal.
 * @throws VaultError when the editor fails
 */
export async function editPrivately(content: Uint8Array, name: string): Promise<Buffer> {
  const directory = mkdtempSync(join(place(), 'rackwright-vault-'));
  try {
    const file = join(directory, basename(name));
    writeFileSync(file, content, { mode: 0o600, flag: 'wx' });
    await runEditor(file);
    return readFileSync(file);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function place(): string {
  const { env } = process;
  const inMemory = [env['XDG_RUNTIME_DIR'], '/dev/shm'].find((path) => path !== undefined && existsSync(path));
  return inMemory ?? tmpdir();
}

function runEditor(file: string): Promise<void> {
  const { env } = process;
  const [program = 'vi', ...words] = (env['VISUAL'] ?? env['EDITOR'] ?? 'vi')
    .split(/\s+/)
    .filter((word) => word !== '');
  const child = spawn(program, [...words, file], { stdio: 'inherit' });
  // The editor ends, then the copy is removed as always. Ctrl-C belongs to the editor.
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of endings) process.on(signal, pass);
  return new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(new VaultError('bad-value', `the editor ${program}: ${error.message}`)));
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new VaultError('bad-value', `${program} ended with ${signal ?? code ?? ''}; nothing was saved`));
    });
  }).finally(() => {
    for (const signal of endings) process.off(signal, pass);
  });
}

const endings = ['SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
