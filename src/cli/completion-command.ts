import { dirname, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { InputError } from '../diagnostics/errors.ts';
import { readInventory } from '../inventory/read.ts';
import { readPlaybook } from '../playbook/read.ts';
import { allTags } from '../playbook/tags.ts';
import { complete } from './completion/complete.ts';
import type { Candidate, Sources } from './completion/complete.ts';
import { declaredCommands } from './completion/declared-commands.ts';
import { completionScripts } from './completion/scripts.ts';
import { splitLine } from './completion/split-line.ts';
import { exitCodes } from './exit-code.ts';
import { playbookSources } from './load-playbook.ts';
import type { Tools } from './tools.ts';

export interface CompletionArguments {
  readonly shell: 'bash' | 'zsh' | 'fish' | 'words';
  readonly line: string | undefined;
}

/** Prints a shell's completion script, or the words that may stand at the end of a line. */
export async function completionCommand(
  tools: Tools,
  { shell, line = '' }: CompletionArguments,
  declare: (y: Argv) => unknown,
): Promise<number> {
  if (shell !== 'words') {
    tools.terminal.out(completionScripts[shell]);
    return exitCodes.converged;
  }
  const commands = declaredCommands(declare);
  const found = await complete(splitLine(line).slice(1), commands, projectSources(tools));
  tools.terminal.out(found.map(({ word, description }) => `${word}\t${description}\n`).join(''));
  return exitCodes.converged;
}

/** What cannot be read gives no words: a prompt is no place for errors. */
function projectSources(tools: Tools): Sources {
  return {
    kinds: async () => {
      const { all } = await tools.definitions();
      return all.map(({ kind, schema }) => ({ word: kind, description: schema.summary }));
    },
    patterns: (inventories) =>
      orNothing(async () => {
        const { inventory } = await readInventory([...inventories], { cwd: tools.cwd, signal: tools.stop });
        const groups = [...inventory.groups.values()].map(({ name, hosts }) =>
          described(name, `group of ${hosts.length}`),
        );
        return [...groups, ...[...inventory.hosts.keys()].map((name) => described(name, 'host'))];
      }),
    tags: (playbook) =>
      orNothing(async () => {
        const path = resolve(tools.cwd, playbook);
        const sources = playbookSources({ ...tools, cwd: dirname(path) }, await tools.definitions());
        return [...allTags(readPlaybook(path, sources).playbook)].map((tag) => described(tag, 'tag'));
      }),
  };
}

async function orNothing(read: () => Promise<readonly Candidate[]>): Promise<readonly Candidate[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

function described(word: string, description: string): Candidate {
  return { word, description };
}
