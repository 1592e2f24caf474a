import { closeSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../diagnostics/errors.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import { sealedFormat } from '../language/sealed-format.ts';
import { textOfFile } from '../language/text-of-file.ts';
import type { NamedAsset } from '../playbook/variables/asset-files.ts';
import type { Secrets } from '../secrets.ts';
import type { VaultAccess } from './vault-access.ts';

/**
 * The content of those files among what tasks name that are encrypted, directories looked through. All of it is masked.
 * @throws InputError with all that cannot be opened, at the tasks that name it
 */
export async function openFiles(
  named: readonly NamedAsset[],
  access: VaultAccess,
  secrets: Secrets,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const opened = new Map<string, Uint8Array>();
  const problems: Diagnostic[] = [];
  for (const { path, span } of named) {
    for (const file of filesIn(path).filter(isSealed)) {
      try {
        const content = await (await access.vault()).decrypt(textOfFile(readFileSync(file)));
        opened.set(file, content);
        secrets.add(Buffer.from(content).toString('utf8'));
      } catch (error) {
        problems.push(await described(error, file, span));
      }
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return opened;
}

async function described(error: unknown, file: string, span: NamedAsset['span']): Promise<Diagnostic> {
  const { VaultError } = await import('../vault/vault-error.ts');
  if (!(error instanceof VaultError)) throw error;
  return problem(error.code, `${file}: ${error.message}`, span, { hint: error.hint });
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Reads no more than the beginning: most files are plain, and some are large. */
function isSealed(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(200);
    return sealedFormat(start.toString('latin1', 0, readSync(file, start, 0, start.length, 0))) !== undefined;
  } finally {
    closeSync(file);
  }
}
