import { readFileSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import { reasonOf } from '../../inventory/files.ts';
import { replaceFile } from '../../pki/replace-file.ts';
import { VaultError } from '../../vault/vault-error.ts';
import type { Tools } from '../tools.ts';

/**
 * Replaces files by what is made of their content, each as a whole and with its mode. All are made before the first is
 * written.
 * @throws InputError with what is wrong with any of them
 */
export async function rewriteFiles(
  { cwd, terminal }: Tools,
  names: readonly string[],
  make: (content: Uint8Array, name: string) => Promise<string | Uint8Array>,
): Promise<void> {
  if (names.length === 0) throw new InputError([problem('usage', 'name a file', undefined)]);
  const made = new Map<string, string | Uint8Array>();
  const problems = [];
  for (const name of names) {
    try {
      made.set(name, await make(readFileSync(resolve(cwd, name)), name));
    } catch (error) {
      problems.push(fileProblem(error, name));
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  for (const [name, content] of made) {
    const path = realpathSync(resolve(cwd, name));
    await replaceFile(path, content, statSync(path).mode & 0o7777);
    terminal.err(`${name}: done\n`);
  }
}

/** What is wrong with a file, as a problem that names it. Errors that are ours are thrown again. */
export function fileProblem(error: unknown, name: string): ReturnType<typeof problem> {
  if (error instanceof VaultError)
    return problem(error.code, `${name}: ${error.message}`, undefined, { hint: error.hint });
  if (typeof error === 'object' && error !== null && 'syscall' in error)
    return problem('file-missing', `${name} cannot be read: ${reasonOf(error)}`, undefined);
  throw error;
}
