import { dirname } from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { sealedFormat } from '../language/sealed-format.ts';
import { assemble } from './assemble.ts';
import type { VariableFiles } from './assemble.ts';
import { createDraft } from './draft.ts';
import type { Draft, Origin } from './draft.ts';
import { readSource, showPath } from './files.ts';
import type { ReadText } from './files.ts';
import { readHostList } from './host-list.ts';
import { readIni } from './ini.ts';
import { magicNameProblems } from './magic-names.ts';
import type { Inventory } from './model.ts';
import { readScript } from './script.ts';
import { settleRelations } from './settle.ts';
import { findSources } from './sources.ts';
import type { InventorySource } from './sources.ts';
import { readVariableFiles } from './variable-files.ts';
import { readYamlInventory } from './yaml.ts';

export interface InventoryOptions {
  /** What relative paths start from; absolute. */
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Its `group_vars/` and `host_vars/` override those beside the inventories. Absolute. */
  readonly playbookDirectory?: string;
  /** Nothing means UTF-8 text from the disk. */
  readonly readFile?: ReadText;
  /** For each call of an executable inventory, in milliseconds; nothing means 60 s. */
  readonly scriptTimeoutMs?: number;
}

const scriptOutputBytes = 64 * 1024 * 1024;

/**
 * Reads and merges inventories as Ansible does: INI, YAML, JSON, executables, directories of those, lists (`web1,web2,`),
 * and the variable files beside them and beside the playbook. Problems are values, all at once; with an error among
 * them the inventory is incomplete. Without any path there is only `localhost`.
 * @throws the signal's reason when the run is interrupted
 */
export async function readInventory(
  paths: readonly string[],
  options: InventoryOptions,
): Promise<{ readonly inventory: Inventory; readonly diagnostics: readonly Diagnostic[] }> {
  const draft = createDraft();
  const found = await findSources(paths, options.cwd);
  draft.diagnostics.push(...found.diagnostics);
  for (const source of found.sources) await readInto(draft, source, options);
  settleRelations(draft);
  const owners = { groups: [...draft.groups.keys()], hosts: [...new Set([...draft.hosts.keys(), 'localhost'])] };
  const directories = new Set(found.directories);
  if (options.playbookDirectory !== undefined) {
    // It comes last, because it overrides the others.
    directories.delete(options.playbookDirectory);
    directories.add(options.playbookDirectory);
  }
  const files: VariableFiles[] = [];
  for (const directory of directories) {
    const result = await readVariableFiles(directory, owners, options);
    draft.diagnostics.push(...result.diagnostics);
    files.push(result.files);
  }
  const inventory = assemble(draft, files);
  const layers = new Set([...inventory.hosts.values()].flatMap((host) => host.layers));
  return { inventory, diagnostics: [...draft.diagnostics, ...[...layers].flatMap(magicNameProblems)] };
}

async function readInto(draft: Draft, source: InventorySource, options: InventoryOptions): Promise<void> {
  if (source.kind === 'list') {
    readHostList(source.text, draft);
    return;
  }
  const { path } = source;
  const name = showPath(path, options.cwd);
  const origin: Origin = { name, directory: dirname(path), literal: source.kind === 'script' };
  if (source.kind === 'script') {
    const timeoutMs = options.scriptTimeoutMs ?? 60_000;
    await readScript(path, draft, origin, { signal: options.signal, timeoutMs, maxBytes: scriptOutputBytes });
    return;
  }
  const text = await readSource(path, options);
  if ('code' in text) draft.diagnostics.push(text);
  else if (sealedFormat(text.text) !== undefined) {
    const hint = 'put what is secret into group_vars/ or host_vars/, and encrypt that with "rackwright vault"';
    draft.diagnostics.push(
      problem('inventory-syntax', `${name}: an inventory cannot be encrypted`, undefined, { hint }),
    );
  } else (source.kind === 'ini' ? readIni : readYamlInventory)(text, draft, origin);
}
