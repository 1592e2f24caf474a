import { InputError } from '../../diagnostics/errors.ts';
import { sealedFormat } from '../../language/sealed-format.ts';
import { sealedIn } from '../../language/sealed-in.ts';
import type { Sealed } from '../../language/sealed.ts';
import { textOfFile } from '../../language/text-of-file.ts';
import { readYaml } from '../../language/yaml.ts';
import { sealAge } from '../../vault/age.ts';
import type { AgeReaders } from '../../vault/age.ts';
import type { Vault } from '../../vault/vault.ts';
import { VaultError } from '../../vault/vault-error.ts';
import type { Tools } from '../tools.ts';
import { vaultAccess } from '../vault-access.ts';
import type { VaultCommandArguments } from './arguments.ts';
import { chooseReaders } from './readers.ts';
import { rewriteFiles } from './rewrite-files.ts';
import { blockLines } from './snippet.ts';

/** Encrypts files, and the encrypted values in plain YAML files, anew for those who may read them now. */
export async function rekey(tools: Tools, args: VaultCommandArguments): Promise<void> {
  const vault = await vaultAccess(tools, args).vault();
  const readers = await chooseReaders(tools, args);
  await rewriteFiles(tools, args.files ?? [], async (content, name) => {
    const text = textOfFile(content);
    if (sealedFormat(text) !== undefined) return sealAge(await vault.decrypt(text), readers);
    return rekeyValues(text, name, vault, readers);
  });
}

/** All but the encrypted values stays as it is written. */
async function rekeyValues(text: string, name: string, vault: Vault, readers: AgeReaders): Promise<string> {
  const { value, diagnostics } = readYaml({ name, text }, { ambiguous: 'ansible' });
  if (diagnostics.some((each) => each.severity === 'error')) throw new InputError(diagnostics);
  const found = [...new Set(value === undefined ? [] : sealedIn(value))].sort((a, b) => b.span.start - a.span.start);
  if (found.length === 0) throw new VaultError('bad-value', 'nothing in it is encrypted');
  let changed = text;
  for (const sealed of found) {
    const armored = await sealAge(await vault.decrypt(sealed.text), readers);
    const { start, end } = sealed.span;
    changed = changed.slice(0, start) + blockOf(sealed, armored) + changed.slice(end);
  }
  return changed;
}

function blockOf({ span }: Sealed, armored: string): string {
  const written = span.source.text.slice(span.start, span.end);
  const [header = '', first = ''] = written.split(/\r?\n/);
  if (!header.startsWith('|')) throw new VaultError('bad-value', 'an encrypted value does not begin with `!vault |`');
  const lines = blockLines(armored, /^[ \t]*/.exec(first)?.[0] ?? '  ');
  return `|\n${written.endsWith('\n') ? lines : lines.trimEnd()}`;
}
