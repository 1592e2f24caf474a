import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { didYouMean, suggest } from '../diagnostics/suggest.ts';
import { sealedFormat } from '../language/sealed-format.ts';
import { readYaml } from '../language/yaml.ts';
import type { VariableFiles } from './assemble.ts';
import { readSource, reasonOf, showPath, systemCode } from './files.ts';
import type { ReadText } from './files.ts';
import type { VariableLayer } from './model.ts';
import { sealedLayer } from './sealed-layer.ts';

/** Whose files are looked for. */
export interface VariableOwners {
  readonly groups: readonly string[];
  readonly hosts: readonly string[];
}

export interface VariableFileOptions {
  readonly cwd: string;
  readonly readFile?: ReadText;
}

/**
 * Reads `group_vars/` and `host_vars/` of a directory: NAME, NAME.yml, NAME.yaml, NAME.json, or all files below a
 * directory NAME in the order of their names. The first of these that exists counts, the others are reported.
 */
export async function readVariableFiles(
  directory: string,
  owners: VariableOwners,
  options: VariableFileOptions,
): Promise<{ readonly files: VariableFiles; readonly diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const reader: Reader = { options, diagnostics };
  const groupFolder = join(directory, 'group_vars');
  const groups = await readFolder({ ...reader, level: 'inventory group' }, groupFolder, owners.groups);
  const groupsWithout = owners.groups.filter((name) => !groups.has(name));
  for (const entry of await list(reader, groupFolder))
    warnMisspelt(reader, groupFolder, entry, owners.groups, groupsWithout);
  const hosts = await readFolder({ ...reader, level: 'inventory host' }, join(directory, 'host_vars'), owners.hosts);
  return { files: { groups, hosts }, diagnostics };
}

interface Reader {
  readonly options: VariableFileOptions;
  readonly diagnostics: Diagnostic[];
}

interface FolderReader extends Reader {
  readonly level: 'inventory group' | 'inventory host';
}

type Layers = ReadonlyMap<string, readonly VariableLayer[]>;

const extensions = ['', '.yml', '.yaml', '.json'];

async function readFolder(reader: FolderReader, folder: string, owners: readonly string[]): Promise<Layers> {
  const entries = new Set(await list(reader, folder));
  const layers = new Map<string, readonly VariableLayer[]>();
  if (entries.size === 0) return layers;
  for (const owner of owners) {
    const [first, ...others] = extensions.map((extension) => owner + extension).filter((name) => entries.delete(name));
    if (first === undefined) continue;
    layers.set(owner, await readPath(reader, join(folder, first)));
    for (const other of others) warnUnread(reader, join(folder, other), join(folder, first));
  }
  return layers;
}

async function readPath(reader: FolderReader, path: string): Promise<readonly VariableLayer[]> {
  if (!(await isDirectory(path))) return readFile(reader, path);
  const layers: VariableLayer[] = [];
  for (const name of await list(reader, path)) {
    const extension = extname(name);
    if (name.startsWith('.') || name.endsWith('~') || !extensions.includes(extension)) continue;
    const inner = join(path, name);
    if (extension === '' || !(await isDirectory(inner))) layers.push(...(await readPath(reader, inner)));
  }
  return layers;
}

async function readFile(
  { options, diagnostics, level }: FolderReader,
  path: string,
): Promise<readonly VariableLayer[]> {
  const source = await readSource(path, options);
  if ('code' in source) {
    diagnostics.push(source);
    return [];
  }
  const reading = { ambiguous: 'ansible' } as const;
  if (sealedFormat(source.text) !== undefined) return [sealedLayer(source, { origin: source.name, level }, reading)];
  const { value, diagnostics: found } = readYaml(source, reading);
  diagnostics.push(...found);
  if (value === undefined || (value.type === 'scalar' && value.value === null)) return [];
  if (value.type !== 'map') {
    diagnostics.push(problem('wrong-type', 'a file of variables is a map of names and values', value.span));
    return [];
  }
  const variables = new Map(value.entries.map((entry) => [entry.key, entry.value]));
  return [{ origin: source.name, variables, level }];
}

/** Sorted names; nothing when there is no such directory. */
async function list({ options, diagnostics }: Reader, path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).toSorted();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    diagnostics.push(
      problem('file-missing', `${showPath(path, options.cwd)} cannot be read: ${reasonOf(error)}`, undefined),
    );
    return [];
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // A dangling link: reading it says what is wrong.
    return false;
  }
}

/** Ansible leaves such a file out without a word. */
function warnUnread(reader: Reader, path: string, instead: string): void {
  const [unread, read] = [path, instead].map((each) => showPath(each, reader.options.cwd));
  warn(reader, `${unread ?? ''} is not read, because ${read ?? ''} exists`, 'keep one of them');
}

/** Files of groups that only other inventories have are usual; a name very much like a group of ours is a slip. */
function warnMisspelt(
  reader: Reader,
  folder: string,
  entry: string,
  known: readonly string[],
  groupsWithout: readonly string[],
): void {
  const name = extensions.includes(extname(entry)) ? entry.slice(0, entry.length - extname(entry).length) : entry;
  if (known.includes(name)) return;
  const near = suggest(name, groupsWithout);
  if (near === undefined || near === name || lettersOf(near) === lettersOf(name)) return;
  const path = showPath(join(folder, entry), reader.options.cwd);
  warn(reader, `${path} belongs to no group of the inventory`, didYouMean(name, groupsWithout));
}

function lettersOf(name: string): string {
  return name.replaceAll(/\d/g, '');
}

function warn(reader: Reader, message: string, hint: string | undefined): void {
  reader.diagnostics.push({ ...problem('inventory-syntax', message, undefined, { hint }), severity: 'warning' });
}
