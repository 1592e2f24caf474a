import { dirname, isAbsolute, join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { entryOf } from '../language/located.ts';
import type { Located, LocatedMap } from '../language/located.ts';
import { checkReferences } from './check-references.ts';
import { checkKeywords, textOf } from './fields.ts';
import { importPlaybookKeywords } from './keywords.ts';
import type { Play, Playbook } from './model.ts';
import { readPlay } from './play.ts';
import { readFile, report } from './reading.ts';
import type { PlaybookSources, Reading } from './reading.ts';
import { readTasks } from './task.ts';

/**
 * Reads a playbook with all that it imports. Everything that is wrong is in `diagnostics`; the playbook is whole only
 * when there is no error among them.
 */
export function readPlaybook(
  path: string,
  sources: PlaybookSources,
): { readonly playbook: Playbook; readonly diagnostics: readonly Diagnostic[] } {
  const reading: Reading = {
    sources,
    diagnostics: [],
    playbookDirectory: dirname(path),
    nextTaskId: 0,
    importedHandlers: [],
    roleArguments: new Map(),
    nextBlock: 0,
    readTasks: (list, around, place) => readTasks(reading, list, around, place),
  };
  const plays = readPlays(reading, path, []);
  if (reading.diagnostics.length === 0)
    reading.diagnostics.push(...checkReferences(plays, sources, reading.playbookDirectory));
  return { playbook: { path: sources.show(path), plays }, diagnostics: reading.diagnostics };
}

function readPlays(reading: Reading, path: string, above: readonly string[]): readonly Play[] {
  const problemsBefore = reading.diagnostics.length;
  const read = readFile(reading, path);
  if (read === undefined) {
    const name = reading.sources.show(path);
    if (reading.sources.readText(path) === undefined)
      report(reading, 'file-missing', `there is no playbook ${name}`, undefined);
    else if (reading.diagnostics.length === problemsBefore)
      report(reading, 'wrong-type', `the playbook ${name} is empty`, undefined, 'begin with `- hosts: …`');
    return [];
  }
  if (read.value.type !== 'list') {
    report(reading, 'wrong-type', 'a playbook is a list of plays', read.value.span, 'begin with `- hosts: …`');
    return [];
  }
  return read.value.items.flatMap((item) => readItem(reading, item, path, above));
}

function readItem(reading: Reading, item: Located, path: string, above: readonly string[]): readonly Play[] {
  if (item.type === 'map' && entryOf(item, 'import_playbook') !== undefined)
    return readImport(reading, item, path, above);
  const play = readPlay(reading, item, dirname(path));
  return play === undefined ? [] : [play];
}

function readImport(reading: Reading, item: LocatedMap, path: string, above: readonly string[]): readonly Play[] {
  if (!checkKeywords(reading, item, importPlaybookKeywords, 'an import')) return [];
  const file = textOf(item, 'import_playbook') ?? '';
  const imported = isAbsolute(file) ? file : join(dirname(path), file);
  if ([...above, path].includes(imported)) {
    report(reading, 'include-cycle', `${reading.sources.show(imported)} imports itself`, item.span);
    return [];
  }
  return readPlays(reading, imported, [...above, path]);
}
