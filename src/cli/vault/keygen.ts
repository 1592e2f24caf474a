import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { showPath } from '../../inventory/files.ts';
import { newIdentity } from '../../vault/age.ts';
import { VaultError } from '../../vault/vault-error.ts';
import type { Tools } from '../tools.ts';
import { defaultIdentity } from '../vault-access.ts';
import type { VaultCommandArguments } from './arguments.ts';

/** Makes a key: the secret part into a file of its own, the public part into the project's recipients. */
export async function keygen(tools: Tools, args: VaultCommandArguments): Promise<void> {
  const path = resolve(tools.cwd, args.files?.[0] ?? defaultIdentity);
  const shown = showPath(path, tools.cwd);
  if (existsSync(path))
    throw new VaultError('bad-value', `${shown} exists`, 'what it opens would be lost; name another file');
  const { identity, recipient } = await newIdentity();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (path === resolve(tools.cwd, defaultIdentity)) writeFileSync(join(dirname(path), '.gitignore'), '*\n');
  writeFileSync(path, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx' });
  const recipients = resolve(tools.cwd, args.recipientsFile);
  appendFileSync(recipients, `${lineEndMissing(recipients) ? '\n' : ''}# ${userInfo().username}\n${recipient}\n`);
  tools.terminal.out(
    `${recipient}\nkey: ${shown} (keep it out of version control, and a copy in a safe place)\n` +
      `added to ${args.recipientsFile}: what is encrypted from now on opens with it; \`rackwright vault rekey\` for the rest\n`,
  );
}

function lineEndMissing(path: string): boolean {
  return existsSync(path) && /[^\n]$/.test(readFileSync(path, 'utf8'));
}
