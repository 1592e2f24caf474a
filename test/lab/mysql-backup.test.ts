import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { bringUp } from '../drill/bring-up.ts';
import { succeed } from '../drill/succeed.ts';
import { labLogin } from '../support/lab-login.ts';
import { closeSite, openSite, program } from '../support/site.ts';
import type { Site } from '../support/site.ts';

// A host fetches backups of a writer and a replica, tries them, and one of them is restored: for each of the two families.

interface Family {
  readonly network: string;
  readonly variables: string;
  readonly unit: string;
  readonly archive: string;
  /** The position that a backup must tell. */
  readonly position: RegExp;
  readonly stopReplica: string;
  readonly startReplica: string;
  /** Makes an empty data directory. */
  readonly initialize: string;
}

const families: readonly (readonly [string, Family])[] = [
  [
    'mariadb',
    {
      network: '198.18.54',
      variables: '',
      unit: 'mariadb',
      archive: 'mbstream.zst',
      position: /^# .*0-\d+-\d+/m,
      stopReplica: 'STOP SLAVE',
      startReplica: 'START SLAVE',
      initialize: 'mariadb-install-db --user=mysql >/dev/null 2>&1',
    },
  ],
  [
    'mysql',
    {
      network: '198.18.55',
      variables: '    mysql_dialect: mysql\n    mysql_release: sid\n    lab_image: bookworm-sid\n',
      unit: 'mysql',
      archive: 'tar.zst',
      position: /^# [0-9a-f]{8}-[0-9a-f-]{27}:1-\d+/m,
      stopReplica: 'STOP REPLICA',
      startReplica: 'START REPLICA',
      initialize:
        'install -d -o mysql -g mysql -m 0700 /var/lib/mysql && mysqld --no-defaults --initialize-insecure --user=mysql --datadir=/var/lib/mysql',
    },
  ],
];

const inventory = ({ network, variables }: Family): string => `all:
  vars:
${labLogin}
    ca_directory: "{{ playbook_dir }}/../.rackwright/ca"
    mysql_replication_password: "a password, for this test alone"
    mysql_memory_mb: 256
    mysql_databases: [{name: shop}]
    mysql_backup_host: keep1
    mysql_backup_keep: 2
${variables}  children:
    db:
      hosts:
        sql1: {ansible_host: ${network}.31}
        sql2: {ansible_host: ${network}.32}
    backup:
      hosts:
        keep1: {ansible_host: ${network}.41}
`;

const minutes = 60_000;

describe.each(families)('%s', (_, family) => {
  const { unit, archive, position, stopReplica, startReplica, initialize } = family;
  let site: Site;

  beforeAll(async () => {
    site = await openSite(family.network, inventory(family));
    await bringUp(site);
  }, 15 * minutes);

  afterAll(() => closeSite(site), 2 * minutes);

  test(
    'a backup host from empty hosts; a second run changes nothing',
    async () => {
      await run('database.yml');
      await run('database-backup.yml');
      await run('database-backup.yml', '--expect-unchanged');
    },
    15 * minutes,
  );

  test(
    'a backup is fetched from the replica, restored beside, and tells its position and what is in it',
    async () => {
      await sql('sql1', 'CREATE TABLE shop.orders (id INT PRIMARY KEY); INSERT INTO shop.orders VALUES (7), (8)');
      await site.asRoot('keep1', 'mkdir -p /var/lib/prometheus/node-exporter');
      await caughtUp(2);
      await fetch();
      const [name = '', ...others] = await kept();
      expect(others).toEqual([]);
      const told = await site.asRoot('keep1', `cat /srv/backup/mysql/${name.replace(`.${archive}`, '.txt')}`);
      expect(told).toMatch(position);
      expect(told).toContain(await sql('sql1', 'CHECKSUM TABLE shop.orders'));
      // Nothing is left of how it was made.
      expect(await site.asRoot('sql2', 'ls /var/lib/mysql-files/rackwright-backup 2>/dev/null || :')).toBe('');
      expect(await site.asRoot('keep1', 'ls -A /var/tmp | grep rackwright-restore || :; ls -A /srv/backup/mysql')).toBe(
        `${name}\n${name.replace(`.${archive}`, '.txt')}\n`,
      );
      const age = await site.asRoot(
        'keep1',
        'echo $(($(date +%s) - $(cut -d " " -f 2 /var/lib/prometheus/node-exporter/rackwright-backup.prom)))',
      );
      expect(Number(age)).toBeGreaterThanOrEqual(0);
      expect(Number(age)).toBeLessThan(120);
    },
    5 * minutes,
  );

  test(
    'the key opens nothing else, and the writer gives a backup only when nobody else does',
    async () => {
      const ask = `ssh -i /root/.ssh/rackwright-backup -o BatchMode=yes rackbackup@${site.address('sql1')}`;
      expect(await site.asRoot('keep1', `${ask} id 2>&1; echo $?`)).toBe('75\n');
      await sql('sql2', stopReplica);
      await fetch();
      await sql('sql2', startReplica);
      expect(await kept()).toHaveLength(2);
    },
    5 * minutes,
  );

  test(
    'what nobody gives, or no server starts with, is no backup, and keeps the former ones',
    async () => {
      const before = await kept();
      const give = '/usr/local/sbin/rackwright-give-backup';
      await Promise.all(['sql1', 'sql2'].map((host) => site.asRoot(host, `mv ${give} ${give}.kept`)));
      await expect(fetch()).rejects.toThrow(/ended with/);
      const spoiled = String.raw`#!/bin/sh\n${give}.kept any | head -c 3000000\n`;
      await Promise.all(
        ['sql1', 'sql2'].map((host) => site.asRoot(host, `printf '${spoiled}' >${give}; chmod 755 ${give}`)),
      );
      await expect(fetch()).rejects.toThrow(/ended with/);
      await Promise.all(['sql1', 'sql2'].map((host) => site.asRoot(host, `mv ${give}.kept ${give}`)));
      expect(await kept()).toEqual(before);
      // The third one: the oldest of them goes, and not before.
      await fetch();
      expect(await kept()).toEqual([before[1], expect.any(String)]);
    },
    8 * minutes,
  );

  test(
    'a backup is restored only on an empty server, stays where it was, and follows again when told',
    async () => {
      const name = (await kept()).at(-1) ?? '';
      await sql('sql1', 'INSERT INTO shop.orders VALUES (9)');
      await caughtUp(3);
      await carry(`/srv/backup/mysql/${name}`, '/root/backup');
      const restore = '/usr/local/sbin/rackwright-restore-backup /root/backup 2>&1';
      expect(await site.asRoot('sql2', `${restore}; echo $?`)).toMatch(/not empty.*\n1\n$/s);
      expect(await sql('sql2', 'SELECT COUNT(*) FROM shop.orders')).toBe('3');
      await site.asRoot(
        'sql2',
        `systemctl stop ${unit} && rm -rf /var/lib/mysql && ${initialize} && systemctl start ${unit}`,
      );
      expect(await site.asRoot('sql2', `${restore}; echo $?`)).toMatch(/(^|\n)0\n$/);
      // Had it gone on by itself, it would have done again what the backup is to be free of.
      expect(await sql('sql2', 'SELECT COUNT(*) FROM shop.orders')).toBe('2');
      await succeed(site, 'mysql', 'rejoin', 'db', '-i', 'inventory/lab.yml');
      await caughtUp(3);
    },
    8 * minutes,
  );

  async function run(playbook: string, ...more: readonly string[]): Promise<void> {
    await succeed(site, 'run', `playbooks/${playbook}`, '-i', 'inventory/lab.yml', ...more);
  }

  /** Both families have a client of this name. */
  async function sql(host: string, query: string): Promise<string> {
    return (await site.asRoot(host, `mysql --batch --skip-column-names -e "${query}"`)).trim();
  }

  async function caughtUp(rows: number): Promise<void> {
    const count = 'mysql --batch --skip-column-names -e "SELECT COUNT(*) FROM shop.orders"';
    await site.asRoot(
      'sql2',
      `left=60; until [ "$(${count} 2>/dev/null)" = ${rows} ]; do [ "$left" -gt 0 ] || exit 1; left=$((left - 1)); sleep 1; done`,
    );
  }

  /** @throws Error when the unit fails, with nothing of why: that is in its journal */
  async function fetch(): Promise<void> {
    await site.asRoot(
      'keep1',
      'systemctl start rackwright-mysql-backup || { journalctl -n 20 -u rackwright-mysql-backup >&2; exit 1; }',
    );
  }

  async function kept(): Promise<readonly string[]> {
    const names = await site.asRoot('keep1', `cd /srv/backup/mysql && ls | grep '[.]${archive}$' || :`);
    return names.split('\n').filter((name) => name !== '');
  }

  /** From the backup host to the replica, by way of the controller. */
  async function carry(from: string, to: string): Promise<void> {
    const words = [
      '-F',
      'none',
      '-i',
      '.rackwright/lab/id_ed25519',
      '-o',
      'UserKnownHostsFile=.rackwright/lab/known_hosts',
    ];
    const ssh = (host: string, script: string): string =>
      ['ssh', ...words, `ops@${site.address(host)}`, `'sudo -n ${script}'`].join(' ');
    const text = `${ssh('keep1', `cat ${from}`)} | ${ssh('sql2', `tee ${to}`)} >/dev/null`;
    const end = await program('sh', ['-c', text], join(site.directory));
    if (end.code !== 0) throw new Error(end.stderr);
  }
});
