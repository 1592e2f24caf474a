import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execute } from '../../../src/lab/execute.ts';
import { expectedState } from '../expected-state.ts';
import { hostFiles } from '../host-files.ts';
import { sshOptions } from '../ssh-options.ts';
import { stateScript } from '../state-script.ts';
import type { Tool } from '../tool.ts';
import { workload } from '../workload.ts';
import { applyScript, replaceScript } from './floor-scripts.ts';

/** A hand-written shell script over plain ssh: what the work itself costs, without any tool. Files are rendered beforehand. */
export const floor: Tool = {
  name: 'floor',
  version: async () => (await execute(['ssh', '-V'])).stderr.trim(),
  phases: ['fresh', 'converged', 'damaged'],
  packages: [],
  peer: false,
  prepare: async ({ directory, hosts, user }) => {
    const at = (...parts: readonly string[]): string => join(directory, ...parts);
    await copyFile(fileURLToPath(new URL('floor.sh', import.meta.url)), at('floor.sh'));
    await writeFile(at('check.sh'), stateScript().text);
    await writeFile(at('hosts'), hosts.map((each) => `${each.name} ${each.port} ${user}@${each.address}\n`).join(''));
    await mkdir(at('expected'), { recursive: true });
    for (const { name } of hosts) {
      await writeFile(
        at('expected', name),
        expectedState(name)
          .map((line) => `${line}\n`)
          .join(''),
      );
      await writeTree(at('tree', name), name);
    }
  },
  job: (phase, site) => ({ argv: ['sh', 'floor.sh', phase, 'ssh', ...sshOptions(site)], environment: {} }),
  account: (output) => ({ changes: Number(/^changed=(\d+)$/m.exec(output)?.[1]), roundTrips: null }),
};

/** What one host gets. Files with lines to edit are edited in place. */
async function writeTree(tree: string, host: string): Promise<void> {
  const edited = new Set(workload.lines.map((each) => each.path));
  await mkdir(tree, { recursive: true });
  await writeFile(join(tree, 'check.sh'), stateScript().text);
  await writeFile(join(tree, 'replace.sh'), replaceScript.text);
  await writeFile(join(tree, 'apply.sh'), applyScript().text);
  for (const [path, { text, mode }] of hostFiles(host)) {
    if (edited.has(path)) continue;
    const file = join(tree, 'files', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    await chmod(file, Number.parseInt(mode, 8));
  }
}
