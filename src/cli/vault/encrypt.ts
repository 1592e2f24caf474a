import { InputError } from '../../diagnostics/errors.ts';
import { problem } from '../../diagnostics/diagnostic.ts';
import { sealedFormat } from '../../language/sealed-format.ts';
import { textOfFile } from '../../language/text-of-file.ts';
import { sealAge } from '../../vault/age.ts';
import { VaultError } from '../../vault/vault-error.ts';
import type { Tools } from '../tools.ts';
import type { VaultCommandArguments } from './arguments.ts';
import { rewriteFiles } from './rewrite-files.ts';
import { chooseReaders } from './readers.ts';
import { vaultSnippet } from './snippet.ts';

/** Encrypts files where they are, or prints one value for a YAML file. */
export async function encrypt(tools: Tools, args: VaultCommandArguments): Promise<void> {
  const readers = await chooseReaders(tools, args);
  if (args.value !== undefined) {
    tools.terminal.out(
      vaultSnippet(variableName(args.value), await sealAge(await valueOf(tools, args.value), readers)),
    );
    return;
  }
  await rewriteFiles(tools, args.files ?? [], async (content) => {
    if (sealedFormat(textOfFile(content)) !== undefined)
      throw new VaultError('bad-value', 'it is encrypted already', '`rackwright vault rekey` encrypts it anew');
    return sealAge(content, readers);
  });
}

function variableName(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return name;
  throw new InputError([problem('usage', `"${name}" is no name of a variable`, undefined)]);
}

/** One line loses its line break; several keep theirs, because keys and certificates need it. */
async function valueOf({ terminal }: Tools, name: string): Promise<Uint8Array> {
  const text = await terminal.input(`Value of ${name}: `);
  return Buffer.from(/^[^\n]*\n$/.test(text) ? text.replace(/\r?\n$/, '') : text, 'utf8');
}
