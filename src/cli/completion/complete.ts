import { diagnosticCodes } from '../../diagnostics/codes.ts';
import type { DeclaredCommand, DeclaredOption } from './declared-commands.ts';

/** A word that may stand at the end of a line. */
export interface Candidate {
  readonly word: string;
  readonly description: string;
}

/** What only the project and the program's tables know. Asked only when it is needed. */
export interface Sources {
  /** Hosts and groups of the inventories that the line names; none where they cannot be read. */
  readonly patterns: (inventories: readonly string[]) => Promise<readonly Candidate[]>;
  /** Tags of the playbook that the line names. */
  readonly tags: (playbook: string) => Promise<readonly Candidate[]>;
  readonly kinds: () => Promise<readonly Candidate[]>;
}

/**
 * What may stand in place of the last word. Nothing means files, which shells complete by themselves.
 *
 * @param words behind `rackwright`, the last one up to the cursor
 */
export async function complete(
  words: readonly string[],
  commands: readonly DeclaredCommand[],
  sources: Sources,
): Promise<readonly Candidate[]> {
  const [name = '', ...rest] = words;
  const current = words.at(-1) ?? '';
  const matching = (found: readonly Candidate[], typed = current): readonly Candidate[] =>
    found.filter(({ word }) => word.startsWith(typed));
  if (words.length <= 1) return matching(commands.map((each) => ({ word: each.name, description: each.description })));
  const command = commands.find((each) => each.name === name);
  if (command === undefined || rest.slice(0, -1).includes('--')) return [];

  const option = optionNamed(command, rest.at(-2));
  if (option?.takesValue === true) return matchingParts(current, await valuesOf(option, command, words, sources));
  if (current.startsWith('-')) return matching(command.options.flatMap(wordsOf));
  return matchingParts(current, await positionalsOf(command, rest, words, sources));
}

function optionNamed({ options }: DeclaredCommand, word: string | undefined): DeclaredOption | undefined {
  return options.find(({ name, alias }) => word === `--${name}` || (alias !== undefined && word === `-${alias}`));
}

function wordsOf({ name, alias, description }: DeclaredOption): readonly Candidate[] {
  const short = alias === undefined ? [] : [{ word: `-${alias}`, description }];
  return [{ word: `--${name}`, description }, ...short];
}

/** Patterns and tags are lists: `web:&staging`, `base,tls`. Only the part behind the last separator is completed. */
function matchingParts(current: string, found: readonly Candidate[]): readonly Candidate[] {
  const before = /^.*[,:&!]/.exec(current)?.[0] ?? '';
  return found
    .filter(({ word }) => word.startsWith(current.slice(before.length)))
    .map((each) => ({ ...each, word: before + each.word }));
}

async function valuesOf(
  { name, choices }: DeclaredOption,
  command: DeclaredCommand,
  words: readonly string[],
  sources: Sources,
): Promise<readonly Candidate[]> {
  if (choices.length > 0) return choices.map(plain);
  switch (name) {
    case 'limit':
    case 'host':
      return sources.patterns(valuesGiven(command, words, 'inventory'));
    case 'kind':
      return sources.kinds();
    case 'tags':
    case 'skip-tags':
      return sources.tags(words.find((word) => /\.ya?ml$/.test(word)) ?? '');
    default:
      return [];
  }
}

async function positionalsOf(
  command: DeclaredCommand,
  rest: readonly string[],
  words: readonly string[],
  sources: Sources,
): Promise<readonly Candidate[]> {
  const before = rest.slice(0, -1).filter((word, at) => !word.startsWith('-') && !isValue(command, rest[at - 1]));
  const positional = command.positionals[before.length];
  if (positional === undefined) return [];
  if (positional.choices.length > 0) return positional.choices.map(plain);
  if (positional.name === 'pattern') return sources.patterns(valuesGiven(command, words, 'inventory'));
  if (command.name !== 'doc') return [];
  if (positional.name === 'name') return [...(await sources.kinds()), { word: 'error', description: 'Error codes' }];
  if (before[0] !== 'error') return [];
  return Object.entries(diagnosticCodes).map(([word, description]) => ({ word, description }));
}

function isValue(command: DeclaredCommand, word: string | undefined): boolean {
  return optionNamed(command, word)?.takesValue === true;
}

function valuesGiven(command: DeclaredCommand, words: readonly string[], name: string): readonly string[] {
  return words.filter((_, at) => optionNamed(command, words[at - 1])?.name === name);
}

function plain(word: string): Candidate {
  return { word, description: '' };
}
