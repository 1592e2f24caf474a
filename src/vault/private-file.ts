import { readFileSync, statSync } from 'node:fs';
import { VaultError } from './vault-error.ts';

/**
 * Reads a file that holds a key or password. One that others can read is refused; a pipe (`<(pass show vault)`) is not.
 * @throws VaultError
 */
export function readPrivateFile(path: string, shown: string): string {
  try {
    const { mode } = statSync(path);
    if (statSync(path).isFile() && (mode & 0o077) !== 0)
      throw new VaultError('vault-key', `${shown} can be read by others`, `chmod 600 ${shown}`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof VaultError) throw error;
    throw new VaultError('file-missing', `${shown} cannot be read: ${error instanceof Error ? error.message : ''}`);
  }
}
