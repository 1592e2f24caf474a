import { constants } from 'node:fs';
import { access, open, readdir, stat } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { reasonOf, showPath } from './files.ts';

/** One thing to read hosts from. */
export type InventorySource =
  | { readonly kind: 'list'; readonly text: string }
  | { readonly kind: 'ini' | 'yaml' | 'script'; readonly path: string };

export interface FoundSources {
  readonly sources: readonly InventorySource[];
  /** Absolute: where `group_vars/` and `host_vars/` may be, lowest precedence first. */
  readonly directories: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What the `-i` options name: a file, a directory with several (Ansible's rules say which of its files count), an
 * executable, or a list like `web1,web2,`.
 */
export async function findSources(paths: readonly string[], cwd: string): Promise<FoundSources> {
  const search: Search = { cwd, sources: [], directories: new Set(), diagnostics: [] };
  for (const path of paths) await addPath(search, path);
  return { ...search, directories: [...search.directories] };
}

interface Search {
  readonly cwd: string;
  readonly sources: InventorySource[];
  readonly directories: Set<string>;
  readonly diagnostics: Diagnostic[];
}

async function addPath(search: Search, given: string): Promise<void> {
  const path = resolve(search.cwd, given);
  try {
    if ((await stat(path)).isDirectory()) {
      search.directories.add(path);
      await addDirectory(search, path);
    } else {
      search.directories.add(dirname(path));
      await addFile(search, path);
    }
  } catch (error) {
    if (given.includes(',')) search.sources.push({ kind: 'list', text: given });
    else
      search.diagnostics.push(
        problem('file-missing', `the inventory ${given} cannot be read: ${reasonOf(error)}`, undefined),
      );
  }
}

/** What Ansible leaves out of a directory. */
const ignoredNames = ['host_vars', 'group_vars', 'vars_plugins'];
const ignoredEnds = /~$|\.(?:pyc|pyo|swp|bak|rpm|md|txt|rst|orig|ini|cfg|retry)$/;

async function addDirectory(search: Search, path: string): Promise<void> {
  for (const name of (await readdir(path)).toSorted()) {
    const inner = join(path, name);
    if (name.startsWith('.') || ignoredNames.includes(name)) continue;
    if (ignoredEnds.test(name)) warnIgnored(search, inner);
    else if ((await stat(inner)).isDirectory()) await addDirectory(search, inner);
    else await addFile(search, inner);
  }
}

function warnIgnored(search: Search, path: string): void {
  if (!/\.(?:ini|cfg)$/.test(path)) return;
  const hint = 'name it without .ini and .cfg, or give it with an -i of its own';
  const message = `${showPath(path, search.cwd)} is not read: Ansible leaves such files out of an inventory directory`;
  search.diagnostics.push({ ...problem('inventory-syntax', message, undefined, { hint }), severity: 'warning' });
}

async function addFile(search: Search, path: string): Promise<void> {
  const shebang = await startsLikeProgram(path);
  if (shebang && (await isExecutable(path))) search.sources.push({ kind: 'script', path });
  else if (['.yml', '.yaml', '.json'].includes(extname(path))) search.sources.push({ kind: 'yaml', path });
  else if (shebang || extname(path) === '.toml') {
    const [what, hint] = shebang
      ? ['is a program, but not executable', 'chmod +x']
      : ['is TOML, which is not read', 'write it as YAML'];
    search.diagnostics.push(problem('inventory-syntax', `${showPath(path, search.cwd)} ${what}`, undefined, { hint }));
  } else search.sources.push({ kind: 'ini', path });
}

/** A bit for execution is not enough: on file systems of other systems every file has one. */
async function startsLikeProgram(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const start = buffer.subarray(0, bytesRead).toString('latin1');
    return start.startsWith('#!') || start === '\x7fELF';
  } finally {
    await file.close();
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
