import type { Site } from '../../support/site.ts';
import { succeed } from '../succeed.ts';
import { memorySpike } from './memory-spike.ts';
import type { Remedy } from './remedy.ts';
import { rewrite } from './rewrite.ts';
import { runPlaybook } from './run-playbook.ts';
import { saysYes } from './says-yes.ts';

const topology = 'group_vars/all.yml';
const door = '{name: ssh,';

/** Those of rules about hosts that do more than one thing; on the site of databases. */
export const sharedHostRemedies: readonly Remedy[] = [
  {
    findings: ['HIGH T3 hosts db3'],
    leaves: ['MEDIUM T3 hosts db3'],
    hosts: 'db',
    spoil: async (site) => {
      await execute(site, 'db3', 'package', '{name: nginx-light}');
      rewrite(site, topology, door, `${pages('db3')}${door}`);
    },
    apply: async (site) => {
      const text = '[Service]\\nMemoryMax=25%\\nOOMScoreAdjust=500\\n';
      for (const [kind, args] of [
        ['systemd_unit', `{name: nginx, dropin: memory, content: "${text}"}`],
        ['service', '{name: nginx, state: restarted}'],
      ] as const)
        await execute(site, 'db3', kind, args);
    },
    sign: memorySpike('db3', 'nginx', 'mariadbd'),
  },
  {
    findings: ['T5 host mon1, backups'],
    hosts: 'db,mon',
    spoil: async (site) => {
      rewrite(site, topology, door, `${pages('mon1')}${door}`);
      await runPlaybook(site, 'database-backup');
      await execute(site, 'mon1', 'command', fetchNow);
    },
    apply: async (site) => {
      rewrite(site, topology, 'mysql_backup_host: mon1', 'mysql_backup_host: web1');
      rewrite(site, 'lab.yml', 'backup: {hosts: {mon1: {}}}', 'backup: {hosts: {web1: {}}}');
      await runPlaybook(site, 'database-backup');
      await execute(site, 'web1', 'command', fetchNow);
      await execute(site, 'mon1', 'file', '{path: /srv/backup/mysql, state: absent}');
    },
    sign: saysYes(
      'mon1',
      'backups beside what mon1 serves',
      '[ -n "$(find /srv/backup/mysql -type f 2>/dev/null)" ] && echo yes || true',
    ),
  },
];

const inventory = ['-i', 'inventory/lab.yml'];
const fetchNow = '{cmd: systemctl start rackwright-mysql-backup, always: true}';

/** That a host serves pages; before another service of the topology. */
const pages = (host: string): string =>
  `{name: pages-${host}, on: ${host}, ports: [80, 443], from: any, tls: terminate}\n    - `;

async function execute(site: Site, pattern: string, kind: string, args: string): Promise<void> {
  await succeed(site, 'exec', pattern, ...inventory, '-b', '-m', kind, '-a', args);
}
