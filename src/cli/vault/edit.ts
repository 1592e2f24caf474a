import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sealedFormat } from '../../language/sealed-format.ts';
import { textOfFile } from '../../language/text-of-file.ts';
import { sealAge, wantsPassphrase } from '../../vault/age.ts';
import type { AgeReaders } from '../../vault/age.ts';
import { VaultError } from '../../vault/vault-error.ts';
import type { Tools } from '../tools.ts';
import { vaultAccess } from '../vault-access.ts';
import type { VaultCommandArguments } from './arguments.ts';
import { editPrivately } from './edit-privately.ts';
import { chooseReaders } from './readers.ts';
import { rewriteFiles } from './rewrite-files.ts';

/** Lets people edit an encrypted file; what they leave unchanged stays as it is. */
export async function edit(tools: Tools, args: VaultCommandArguments): Promise<void> {
  const access = vaultAccess(tools, args);
  for (const name of args.files ?? []) {
    const text = textOfFile(readFileSync(resolve(tools.cwd, name)));
    await rewriteFiles(tools, [name], async (content) => {
      if (sealedFormat(text) === 'ansible')
        throw new VaultError('bad-value', 'it is an Ansible Vault', '`rackwright vault rekey` makes it one of age');
      const vault = await access.vault();
      const before = await vault.decrypt(text);
      const readers = wantsPassphrase(text) ? await samePassphrase(vault, text) : await chooseReaders(tools, args);
      const after = await editPrivately(before, name);
      if (Buffer.from(before).equals(after)) return content;
      return sealAge(after, readers);
    });
  }
}

async function samePassphrase(
  vault: { passphraseOf(text: string): Promise<string> },
  text: string,
): Promise<AgeReaders> {
  return { passphrase: await vault.passphraseOf(text) };
}
