import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AgeReaders } from '../../vault/age.ts';
import { readPasswordFile } from '../../vault/password-file.ts';
import { VaultError } from '../../vault/vault-error.ts';
import type { Tools } from '../tools.ts';
import { keySources } from '../vault-access.ts';
import type { VaultArguments } from '../vault-access.ts';

/** What the command line says of those who shall be able to read. */
interface ReaderArguments extends VaultArguments {
  readonly recipient: readonly string[] | undefined;
  readonly recipientsFile: string;
  readonly passphrase: boolean;
}

/**
 * Whom something is encrypted for: the recipients of the command line and of the project's file, or whoever knows the
 * passphrase.
 * @throws VaultError
 */
export async function chooseReaders(tools: Tools, args: ReaderArguments): Promise<AgeReaders> {
  if (args.passphrase) return { passphrase: await newPassphrase(tools, args) };
  const recipients = [...(args.recipient ?? []), ...recipientsIn(resolve(tools.cwd, args.recipientsFile))];
  if (recipients.length > 0) return { recipients: [...new Set(recipients)] };
  const hint = `\`rackwright vault keygen\` makes a key and writes ${args.recipientsFile}; --passphrase needs no key`;
  throw new VaultError('vault-key', 'there is nobody to encrypt for', hint);
}

/** One recipient a line; lines that begin with # are comments, as in age's recipient files. */
function recipientsIn(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split(/\r?\n/);
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

async function newPassphrase(tools: Tools, args: ReaderArguments): Promise<string> {
  const { passwordFiles, show } = keySources(tools, args);
  const [file] = passwordFiles;
  if (file !== undefined) return readPasswordFile(file, show(file));
  const first = (await tools.terminal.askSecret('New vault passphrase: ')).reveal();
  const second = (await tools.terminal.askSecret('Once more: ')).reveal();
  if (first === '' || first !== second)
    throw new VaultError('vault-key', first === '' ? 'a passphrase cannot be empty' : 'the two passphrases differ');
  return first;
}
