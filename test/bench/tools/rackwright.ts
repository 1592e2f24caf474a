import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { execute } from '../../../src/lab/execute.ts';
import { succeed } from '../../../src/lab/succeed.ts';
import type { Phase, Tool } from '../tool.ts';
import { phases } from '../tool.ts';
import { workload } from '../workload.ts';
import { ansibleInventory } from './ansible-inventory.ts';
import { rackwrightTasks } from './rackwright-tasks.ts';
import { writeSources } from './write-sources.ts';

const program = fileURLToPath(new URL('../../../bin/rackwright.js', import.meta.url));

/** This checkout, as `npm run setup` compiled it, with its own settings: nothing is tuned for the benchmark. */
export const rackwright: Tool = {
  name: 'rackwright',
  version: async () => {
    const version = await succeed('ask rackwright', [process.execPath, program, '--version']);
    // A checkout also has a commit.
    const commit = await execute(['git', '-C', dirname(program), 'describe', '--always', '--dirty']);
    return [version.trim(), ...(commit.exitCode === 0 ? [`at commit ${commit.stdout.trim()}`] : [])].join(' ');
  },
  phases,
  packages: [],
  peer: false,
  prepare: async (site) => {
    const play = { name: 'workload', hosts: 'all', become: true, vars: workload.variables, tasks: rackwrightTasks() };
    await writeSources(site.directory, { templates: 'templates', files: 'files' });
    await mkdir(join(site.directory, 'inventory'), { recursive: true });
    await writeFile(join(site.directory, 'inventory', 'hosts.yml'), stringify(ansibleInventory(site)));
    await writeFile(join(site.directory, 'play.yml'), stringify([play]));
  },
  job: (phase) => ({ argv: words(phase), environment: {} }),
  account: (output, phase) => ({
    // The recap ends with the sum of all hosts, or has one host only.
    changes:
      numbersOf(output, phase === 'plan' ? /\bwould-change=(\d+)/g : /(?<!-)\bchanged=(\d+)/g).at(-1) ?? Number.NaN,
    roundTrips: Math.max(...numbersOf(output, /\bround-trips=(\d+)/g)),
  }),
};

function words(phase: Phase): readonly string[] {
  const command = phase === 'plan' ? 'plan' : 'run';
  return [process.execPath, program, command, 'play.yml', '-i', 'inventory', '--stats'];
}

function numbersOf(text: string, pattern: RegExp): readonly number[] {
  return [...text.matchAll(pattern)].map(([, number]) => Number(number));
}
