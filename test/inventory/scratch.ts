import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { positionAt } from '../../src/diagnostics/span.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { readInventory } from '../../src/inventory/read.ts';
import type { InventoryOptions } from '../../src/inventory/read.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const base = temporaryDirectory();

/** Writes files into a directory of their own; those that begin with `#!` become executable. */
export function scratch(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(base, 'inventory-'));
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    if (text.startsWith('#!')) chmodSync(path, 0o755);
  }
  return directory;
}

/** Reads the first of the files, or what `paths` names, as an inventory. */
export async function readScratch(
  files: Readonly<Record<string, string>>,
  options: Partial<InventoryOptions> & { readonly paths?: readonly string[] } = {},
) {
  const cwd = scratch(files);
  const { paths = Object.keys(files).slice(0, 1), playbookDirectory, ...others } = options;
  const play = playbookDirectory === undefined ? {} : { playbookDirectory: join(cwd, playbookDirectory) };
  return await readInventory(paths, { cwd, signal: new AbortController().signal, ...play, ...others });
}

/** `error inventory-syntax hosts.ini:3:1 a message` */
export function shown(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ severity, code, span, message }) => {
    const position = span && positionAt(span.source, span.start);
    const place = span && position ? `${span.source.name}:${position.line}:${position.column}` : 'nowhere';
    return `${severity} ${code} ${place} ${message}`;
  });
}
