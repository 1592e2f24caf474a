import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execute } from '../../../src/lab/execute.ts';
import type { BenchSite } from '../bench-host.ts';
import type { Phase, Tool } from '../tool.ts';
import { phases } from '../tool.ts';
import { pyinfraDeploy } from './pyinfra-deploy.ts';
import { writeSources } from './write-sources.ts';

/**
 * pyinfra 2.9 or 3.0, which Debian does not have: it takes part where its program is found.
 * @param program a name in PATH, or an absolute path
 */
export function pyinfra(program: string): Tool {
  return {
    name: 'pyinfra',
    version: async () => {
      const { exitCode, stdout, stderr } = await execute([program, '--version']);
      return exitCode === 0 ? `${stdout}${stderr}`.trim() : undefined;
    },
    packages: [],
    phases,
    peer: true,
    prepare: async (site) => {
      await writeSources(site.directory, { templates: 'templates', files: 'files' });
      await writeFile(join(site.directory, 'inventory.py'), inventory(site));
      await writeFile(join(site.directory, 'deploy.py'), pyinfraDeploy());
      const help = await execute([program, '--help']);
      // Newer ones ask before they change something.
      const yes = /--yes\b/.test(help.stdout) ? ' --yes' : '';
      await writeFile(join(site.directory, 'run.sh'), `exec "$@"${yes} inventory.py deploy.py\n`);
    },
    job: (phase) => ({
      argv: ['sh', 'run.sh', program, ...(phase === 'plan' ? ['--dry'] : [])],
      environment: { PYTHONUNBUFFERED: '1' },
    }),
    account: (output, phase) => ({ changes: changesIn(output, phase), roundTrips: null }),
  };
}

/** JSON that is Python too: it holds texts and numbers only. */
function inventory({ hosts, user, identity, knownHosts }: BenchSite): string {
  const entries = hosts.map(({ name, address, port }) => {
    const login = { ssh_hostname: address, ssh_port: port, ssh_user: user, ssh_key: identity };
    const trust = {
      ssh_known_hosts_file: knownHosts,
      ssh_strict_host_key_checking: 'yes',
      ssh_config_file: '/dev/null',
    };
    return `    (${JSON.stringify(name)}, ${JSON.stringify({ ...login, ...trust })}),`;
  });
  return `hosts = [\n${entries.join('\n')}\n]\n`;
}

/** A line for each host; not a number when it has none, as in versions that print something else. */
function changesIn(output: string, phase: Phase): number {
  const plain = output.replaceAll(/\u001b\[[\d;]*m/g, '');
  const found = [...plain.matchAll(phase === 'plan' ? /\bChange: (\d+)/g : /\bChanged: (\d+)/g)];
  return found.length === 0 ? Number.NaN : found.reduce((sum, [, number]) => sum + Number(number), 0);
}
