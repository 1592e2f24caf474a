import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { execute } from '../../../src/lab/execute.ts';
import type { BenchSite } from '../bench-host.ts';
import type { Tool } from '../tool.ts';
import { phases } from '../tool.ts';
import { workload } from '../workload.ts';
import { ansibleInventory } from './ansible-inventory.ts';
import { ansibleTasks } from './ansible-tasks.ts';
import { writeSources } from './write-sources.ts';

/**
 * Ansible as Debian has it, at its best: pipelining, ControlPersist, a fork for each host, no facts. Every run begins
 * without a connection.
 */
export const ansible: Tool = ansibleWith({ name: 'ansible', package: 'ansible-core', strategy: 'linear' });

/** The same with Mitogen's strategy. */
export const mitogen: Tool = ansibleWith({ name: 'mitogen', package: 'ansible-mitogen', strategy: 'mitogen_linear' });

function ansibleWith(kind: { readonly name: string; readonly package: string; readonly strategy: string }): Tool {
  return {
    name: kind.name,
    version: async () => {
      const query = await execute([
        'dpkg-query',
        '-W',
        '-f',
        '${db:Status-Status} ${Package} ${Version}',
        kind.package,
      ]);
      return query.exitCode === 0 && query.stdout.startsWith('installed ') ? query.stdout.slice(10) : undefined;
    },
    packages: ['ansible-core', kind.package],
    phases,
    peer: true,
    prepare: async (site) => {
      const play = {
        ...{ name: 'workload', hosts: 'all', become: true, gather_facts: false },
        ...{ vars: workload.variables, tasks: ansibleTasks() },
      };
      await writeSources(site.directory, { templates: 'templates', files: 'files' });
      await writeFile(join(site.directory, 'hosts.yml'), stringify(ansibleInventory(site)));
      await writeFile(join(site.directory, 'play.yml'), stringify([play]));
      await writeFile(join(site.directory, 'ansible.cfg'), await settings(site, kind.strategy));
    },
    job: (phase, { directory }) => ({
      argv: ['ansible-playbook', '-i', 'hosts.yml', 'play.yml', ...(phase === 'plan' ? ['--check'] : [])],
      environment: { ANSIBLE_CONFIG: join(directory, 'ansible.cfg'), ANSIBLE_HOME: join(directory, 'home') },
    }),
    account: (output) => ({
      changes: [...output.matchAll(/\bchanged=(\d+)/g)].reduce((sum, [, number]) => sum + Number(number), 0),
      roundTrips: null,
    }),
  };
}

async function settings(site: BenchSite, strategy: string): Promise<string> {
  // A socket's path must be short.
  const sockets = join(tmpdir(), `rackwright-bench-${process.pid}`);
  await mkdir(sockets, { recursive: true, mode: 0o700 });
  return `[defaults]
forks = ${site.hosts.length}
gathering = explicit
host_key_checking = True
retry_files_enabled = False
strategy = ${strategy}

[ssh_connection]
pipelining = True
ssh_args = -o ControlMaster=auto -o ControlPersist=60s
control_path_dir = ${sockets}
`;
}
