import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { importTree } from '../importer/import-tree.ts';
import type { TreeFile } from '../importer/import-tree.ts';
import { exitCodes } from './exit-code.ts';
import type { Tools } from './tools.ts';

/** Converts an Ansible tree into a new directory; what is there is never written over. */
export async function importCommand(
  tools: Tools,
  args: { readonly directory: string; readonly output: string | undefined },
): Promise<number> {
  const from = resolve(tools.cwd, args.directory);
  if (!existsSync(from) || !statSync(from).isDirectory()) throw refused(`there is no directory ${args.directory}`);
  const into = resolve(tools.cwd, args.output ?? `${basename(from)}-rackwright`);
  if (existsSync(into) && readdirSync(into).length > 0) {
    throw refused(`${relative(tools.cwd, into)} is not empty`, 'name a new directory with -o');
  }
  const { find } = await tools.definitions();
  const { files, report } = importTree(readTree(from, into), basename(from), find);
  for (const { path, content, executable } of files) {
    const target = join(into, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content, { mode: executable === true ? 0o755 : 0o644 });
  }
  tools.terminal.out(report);
  return exitCodes.converged;
}

function readTree(from: string, into: string): readonly TreeFile[] {
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(`${into}/`) && !path.includes('/.git/'))
    .filter((path) => !lstatSync(path).isDirectory() && statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .sort()
    .map((path) => ({
      path: relative(from, path),
      content: readFileSync(path),
      executable: (statSync(path).mode & 0o100) !== 0,
    }));
}

function refused(message: string, hint?: string): InputError {
  return new InputError([problem('usage', message, undefined, { hint })]);
}
