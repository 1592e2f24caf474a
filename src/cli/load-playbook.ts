import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { DefinitionFinder } from '../definition.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { PlannedPlay } from '../engine/run-options.ts';
import { textOfFile } from '../language/text-of-file.ts';
import { selectHosts } from '../inventory/patterns.ts';
import { checkNames } from '../playbook/check-names.ts';
import type { Playbook } from '../playbook/model.ts';
import { readPlaybook } from '../playbook/read.ts';
import type { PlaybookSources } from '../playbook/reading.ts';
import { templateSources } from '../playbook/template-sources.ts';
import { checkVariables } from '../playbook/variables/check-variables.ts';
import type { VariableCheck } from '../playbook/variables/check-variables.ts';
import { allTags, chooseTasks, specialTags } from '../playbook/tags.ts';
import type { LoadedInventory } from './load-inventory.ts';
import type { PlaybookArguments } from './options.ts';
import type { Tools } from './tools.ts';
import { unlockPlays } from './unlock.ts';

export interface LoadedPlaybook {
  readonly playbook: Playbook;
  readonly directory: string;
  readonly plays: readonly PlannedPlay[];
  /** The content of encrypted files that tasks name, by path. */
  readonly openedFiles: ReadonlyMap<string, Uint8Array>;
  /** What `validate` looks at besides. */
  readonly check: VariableCheck;
  /** Such as a play whose pattern matches no host. */
  readonly warnings: readonly Diagnostic[];
}

/**
 * Reads the playbook of the command line and chooses its hosts and tasks. All that is wrong is reported at once, before
 * anything is connected to.
 * @throws InputError
 */
export async function loadPlaybook(
  tools: Tools,
  args: Pick<PlaybookArguments, 'playbook' | 'tags' | 'skipTags'>,
  loaded: LoadedInventory,
): Promise<LoadedPlaybook> {
  const path = resolve(tools.cwd, args.playbook);
  const directory = dirname(path);
  const sources = playbookSources(tools.cwd, await tools.definitions());
  const { playbook, diagnostics } = readPlaybook(path, sources);
  const choice = { only: splitTags(args.tags), skip: splitTags(args.skipTags) };
  const chosen = playbook.plays.map((play) => {
    const selected = selectHosts(loaded.inventory, play.hosts, play.hostsSpan);
    const hosts = selected.hosts.filter((host) => loaded.limited(host));
    return { planned: { play, hosts, tasks: chooseTasks(play, choice) }, diagnostics: selected.diagnostics };
  });
  const problems = [...diagnostics, ...chosen.flatMap((each) => each.diagnostics), ...checkTags(playbook, choice)];
  if (problems.some((each) => each.severity === 'error')) throw new InputError(problems);
  const plays = chosen.map((each) => each.planned);
  const check = {
    playbook,
    chosen: plays,
    inventory: loaded.inventory,
    extra: loaded.extra,
    sources,
    templateOf: templateSources(sources, directory),
  };
  const openedFiles = await unlockPlays(tools, loaded, check, directory);
  const wrongNames = [...checkNames(playbook, loaded.extra), ...checkVariables(check)];
  if (wrongNames.length > 0) throw new InputError(wrongNames);
  return { playbook, directory, plays, openedFiles, check, warnings: problems };
}

/** The files of this machine as the playbook's reader wants them. */
export function playbookSources(cwd: string, finder: DefinitionFinder): PlaybookSources {
  return {
    readText: (path) => (isFile(path) ? textOfFile(readFileSync(path)) : undefined),
    isDirectory: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
    list: (path) => (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(path) : []),
    show: (path) => shownPath(cwd, path),
    find: (name) => finder.find(name),
    kinds: finder.names,
    rolePaths: [join(cwd, 'roles'), join(cwd, 'playbooks', 'roles')],
  };
}

export function shownPath(cwd: string, path: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function splitTags(words: readonly string[] | undefined): readonly string[] {
  return (words ?? [])
    .flatMap((word) => word.split(','))
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

function checkTags(
  playbook: Playbook,
  choice: { readonly only: readonly string[]; readonly skip: readonly string[] },
): readonly Diagnostic[] {
  const known = new Set([...allTags(playbook), ...specialTags]);
  return [...choice.only, ...choice.skip]
    .filter((tag) => !known.has(tag))
    .map((tag) => problem('unknown-tag', `no task has the tag "${tag}"`, undefined, { hint: didYouMean(tag, known) }));
}
