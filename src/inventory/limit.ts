import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { readSource } from './files.ts';
import type { ReadText } from './files.ts';

/**
 * Replaces the files in the value of `--limit` (`@retry.txt`, a pattern on each line, `#` begins a comment) by the
 * patterns in them, so that `selectHosts` can read it.
 */
export async function readLimit(
  limit: string,
  options: { readonly cwd: string; readonly readFile?: ReadText },
): Promise<{ readonly pattern: string; readonly diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const parts: string[] = [];
  for (const part of limit.split(',').map((each) => each.trim())) {
    if (!part.startsWith('@')) {
      parts.push(part);
      continue;
    }
    const source = await readSource(resolve(options.cwd, part.slice(1)), options);
    if ('code' in source) diagnostics.push(source);
    else parts.push(...source.text.split(/\r?\n/).map((line) => line.replace(/(?:^|\s)#.*/, '').trim()));
  }
  return { pattern: parts.filter((part) => part !== '').join(','), diagnostics };
}
