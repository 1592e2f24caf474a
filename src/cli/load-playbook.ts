import { createHash, randomInt } from 'node:crypto';
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
import { orderHosts } from '../playbook/order-hosts.ts';
import { delegatesOf } from '../playbook/delegates.ts';
import type { Playbook, Task } from '../playbook/model.ts';
import { readPlaybook } from '../playbook/read.ts';
import type { PlaybookSources } from '../playbook/reading.ts';
import { templateSources } from '../playbook/template-sources.ts';
import { checkRoleArguments } from '../playbook/variables/check-role-arguments.ts';
import { mayReadFacts } from '../playbook/variables/may-read-facts.ts';
import { checkVariables } from '../playbook/variables/check-variables.ts';
import { namesOfTask, startAtTask } from '../playbook/start-at-task.ts';
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
  /** Of all texts that playbook and roles consist of, and of the choice of tasks: 64 hexadecimal digits. */
  readonly digest: string;
  /** The seed with which hosts were shuffled. */
  readonly shuffled: number | undefined;
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
  args: Pick<PlaybookArguments, 'playbook' | 'tags' | 'skipTags' | 'shuffleSeed' | 'startAtTask'>,
  loaded: LoadedInventory,
): Promise<LoadedPlaybook> {
  const path = resolve(tools.cwd, args.playbook);
  const directory = dirname(path);
  const sources = playbookSources(tools, await tools.definitions());
  const read = createHash('sha256').update(JSON.stringify([args.tags ?? [], args.skipTags ?? []]));
  const { playbook, diagnostics } = readPlaybook(path, {
    ...sources,
    readText: (file) => {
      const text = sources.readText(file);
      read.update(JSON.stringify([sources.show(file), text ?? null]));
      return text;
    },
  });
  const choice = { only: splitTags(args.tags), skip: splitTags(args.skipTags) };
  const seed = args.shuffleSeed ?? randomInt(1, 2 ** 31);
  const chosen = playbook.plays.map((play) => {
    const selected = selectHosts(loaded.inventory, play.hosts, play.hostsSpan);
    const left = selected.hosts.filter((host) => loaded.limited(host));
    const hosts = orderHosts(left, play.order, seed);
    return { planned: { play, hosts, tasks: chooseTasks(play, choice) }, diagnostics: selected.diagnostics };
  });
  const problems = [
    ...diagnostics,
    ...chosen.flatMap((each) => each.diagnostics),
    ...checkTags(playbook, choice),
    ...delegatesOf(allTasks(playbook), loaded.inventory).diagnostics,
  ];
  if (problems.some((each) => each.severity === 'error')) throw new InputError(problems);
  const plays = startingAt(
    args.startAtTask,
    chosen.map((each) => each.planned),
  );
  const check = {
    playbook,
    chosen: plays,
    inventory: loaded.inventory,
    extra: loaded.extra,
    sources,
    templateOf: templateSources(sources, directory),
  };
  const openedFiles = await unlockPlays(tools, loaded, check, directory);
  const wrongNames = [...checkNames(playbook, loaded.extra), ...checkVariables(check), ...checkRoleArguments(check)];
  if (wrongNames.length > 0) throw new InputError(wrongNames);
  const shuffled = plays.some(({ play, hosts }) => play.order === 'shuffle' && hosts.length > 1) ? seed : undefined;
  const gathering = mayReadFacts(check) ? plays : plays.map(withoutFacts);
  const digest = read.digest('hex');
  return { playbook, directory, plays: gathering, openedFiles, digest, check, shuffled, warnings: problems };
}

/** The files of this machine as the playbook's reader wants them. */
export function playbookSources(
  { cwd, places }: Pick<Tools, 'cwd' | 'places'>,
  finder: DefinitionFinder,
): PlaybookSources {
  return {
    readText: (path) => (isFile(path) ? textOfFile(readFileSync(path)) : undefined),
    isDirectory: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
    list: (path) => (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(path) : []),
    show: (path) => shownPath(cwd, path),
    find: (name) => finder.find(name),
    kinds: finder.names,
    rolePaths: [join(cwd, 'roles'), join(cwd, 'playbooks', 'roles'), join(places.config, 'roles'), places.shippedRoles],
  };
}

export function shownPath(cwd: string, path: string): string {
  const short = relative(cwd, path);
  return short === '' || short.startsWith('..') ? path : short;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function withoutFacts({ play, ...rest }: PlannedPlay): PlannedPlay {
  return { ...rest, play: { ...play, gatherFacts: false } };
}

function startingAt(pattern: string | undefined, plays: readonly PlannedPlay[]): readonly PlannedPlay[] {
  if (pattern === undefined) return plays;
  const found = startAtTask(plays, pattern);
  if (found !== undefined) return found;
  const names = plays.flatMap(({ tasks }) => tasks.flatMap(namesOfTask));
  const hint = didYouMean(pattern, names) ?? '`--list-tasks` shows them all';
  throw new InputError([problem('unknown-task', `no chosen task is called "${pattern}"`, undefined, { hint })]);
}

function allTasks({ plays }: Playbook): readonly Task[] {
  return plays.flatMap((play) => [...play.tasks, ...play.handlers]);
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
