import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { textOfFile } from '../language/text-of-file.ts';
import { VaultError } from '../vault/vault-error.ts';
import { exitCodes } from './exit-code.ts';
import type { Tools } from './tools.ts';
import type { VaultCommandArguments } from './vault/arguments.ts';
import { edit } from './vault/edit.ts';
import { encrypt } from './vault/encrypt.ts';
import { keygen } from './vault/keygen.ts';
import { rekey } from './vault/rekey.ts';
import { fileProblem, rewriteFiles } from './vault/rewrite-files.ts';
import { vaultAccess } from './vault-access.ts';

/** Makes keys, and encrypts and decrypts files and values. Only `view` shows what is secret. */
export async function vaultCommand(tools: Tools, args: VaultCommandArguments): Promise<number> {
  try {
    await perform(tools, args);
    return exitCodes.converged;
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    throw new InputError([problem(error.code, error.message, undefined, { hint: error.hint })]);
  }
}

async function perform(tools: Tools, args: VaultCommandArguments): Promise<void> {
  switch (args.action) {
    case 'keygen':
      return keygen(tools, args);
    case 'encrypt':
      return encrypt(tools, args);
    case 'edit':
      return edit(tools, args);
    case 'rekey':
      return rekey(tools, args);
    case 'decrypt': {
      const vault = await vaultAccess(tools, args).vault();
      return rewriteFiles(tools, args.files ?? [], (content) => vault.decrypt(textOfFile(content)));
    }
    case 'view':
      return view(tools, args);
  }
}

async function view(tools: Tools, args: VaultCommandArguments): Promise<void> {
  const vault = await vaultAccess(tools, args).vault();
  for (const name of args.files ?? []) {
    try {
      const content = await vault.decrypt(textOfFile(readFileSync(resolve(tools.cwd, name))));
      tools.terminal.out(Buffer.from(content).toString('utf8'));
    } catch (error) {
      throw new InputError([fileProblem(error, name)]);
    }
  }
}
