import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { readPrivateFile } from './private-file.ts';
import { VaultError } from './vault-error.ts';

/**
 * The passphrase in a file, without the line break at its end; an executable file is run, and what it prints counts, as
 * in Ansible.
 * @throws VaultError
 */
export async function readPasswordFile(path: string, shown: string): Promise<string> {
  const text = (await isProgram(path)) ? await run(path, shown) : readPrivateFile(path, shown);
  const password = text.replace(/[\r\n]+$/, '');
  if (password !== '') return password;
  throw new VaultError('vault-key', `${shown} gives no passphrase`);
}

async function isProgram(path: string): Promise<boolean> {
  try {
    if (!(await stat(path)).isFile()) return false;
    await access(path, constants.X_OK);
    // Root may execute anything that anybody may.
    return ((await stat(path)).mode & 0o111) !== 0;
  } catch {
    return false;
  }
}

async function run(path: string, shown: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(path, [], { timeout: 60_000, encoding: 'utf8' });
    return stdout;
  } catch (error) {
    // The message of a failed command holds what it printed to stderr, and that may be anything.
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'a signal';
    throw new VaultError('vault-key', `${shown} gives no passphrase: it ended with ${code}`);
  }
}
