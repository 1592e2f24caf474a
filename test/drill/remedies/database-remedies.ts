import { setTimeout } from 'node:timers/promises';
import type { Site } from '../../support/site.ts';
import { mysql, sql } from '../mysql.ts';
import { succeed } from '../succeed.ts';
import { applicationLogin } from './application-login.ts';
import { queriesOnWire } from './queries-on-wire.ts';
import type { Remedy, Sign } from './remedy.ts';
import { rewrite } from './rewrite.ts';
import { runPlaybook } from './run-playbook.ts';
import { saysYes } from './says-yes.ts';

const inventory = ['-i', 'inventory/lab.yml'];
const drillRecord = '/var/lib/rackwright/mysql/drill';
const memory = 'mysql_memory_mb: 256\n';
const never = 'MEDIUM T2b service mysql, failover';
const proven = 'INFO T2b service mysql, failover';

/** Those of rules about databases, on three servers of which db1 is the first writer. */
export const databaseRemedies: readonly Remedy[] = [
  {
    findings: ['T2 service mysql'],
    hosts: 'db',
    spoil: async (site) => {
      rewrite(site, 'lab.yml', host(site, 'db3'), '');
      const empty = 'find /var/lib/mysql -mindepth 1 -delete && mariadb-install-db --user=mysql >/dev/null';
      await site.asRoot('db3', `systemctl stop mariadb && ${empty} && systemctl start mariadb`);
    },
    apply: async (site) => {
      rewrite(site, 'lab.yml', host(site, 'db2'), host(site, 'db2') + host(site, 'db3'));
      await runPlaybook(site, 'database');
    },
    sign: lacksWrites('db3'),
  },
  {
    findings: [never],
    leaves: [proven],
    hosts: 'db',
    spoil: async (site) => {
      for (const each of ['db1', 'db2', 'db3']) await site.asRoot(each, `rm -f ${drillRecord}`);
    },
    apply: rehearse,
    sign: saysYes('db1', 'no record of a drill', `[ -e ${drillRecord} ] || echo yes`),
  },
  {
    findings: [never],
    leaves: [proven],
    hosts: 'db',
    spoil: async (site) => {
      const then = new Date(Date.now() - 91 * 86_400_000).toISOString();
      for (const each of ['db1', 'db2', 'db3'])
        await site.asRoot(
          each,
          `echo '{"at": "${then}", "outageSeconds": 0.5}' >${drillRecord}; touch -d ${then} ${drillRecord}`,
        );
    },
    apply: rehearse,
    sign: saysYes(
      'db1',
      'a record that is 91 days old',
      `[ -n "$(find ${drillRecord} -mtime +90)" ] && echo yes || true`,
    ),
  },
  {
    findings: ['T2c service mysql, backups'],
    hosts: 'db',
    spoil: (site) => {
      rewrite(site, 'group_vars/all.yml', 'mysql_backup_host: mon1', 'mysql_backup_host: db1');
      return Promise.resolve();
    },
    apply: async (site) => {
      rewrite(site, 'group_vars/all.yml', 'mysql_backup_host: db1', 'mysql_backup_host: mon1');
      await runPlaybook(site, 'database-backup');
      const now = '{cmd: systemctl start rackwright-mysql-backup, always: true}';
      await succeed(site, 'exec', 'mon1', ...inventory, '-b', '-m', 'command', '-a', now);
    },
    sign: saysYes('mon1', 'no backup on mon1', '[ -n "$(find /srv/backup/mysql -type f 2>/dev/null)" ] || echo yes'),
  },
  {
    findings: ['T1c service mysql'],
    hosts: 'db',
    spoil: async (site) => {
      rewrite(site, 'group_vars/all.yml', 'from: [db, web], tls: terminate', 'from: [db, web], tls: none');
      const setting = '/etc/mysql/mariadb.conf.d/90-rackwright.cnf';
      for (const each of ['db1', 'db2', 'db3']) {
        await site.asRoot(each, `sed -i 's/^require_secure_transport = ON/require_secure_transport = OFF/' ${setting}`);
        await sql(site, each, 'SET GLOBAL require_secure_transport = OFF');
      }
      await sql(site, 'db1', `CREATE OR REPLACE USER plain@'${site.address('web1')}' IDENTIFIED BY 'plain text'`);
    },
    apply: async (site) => {
      rewrite(site, 'group_vars/all.yml', 'from: [db, web], tls: none', 'from: [db, web], tls: terminate');
      await runPlaybook(site, 'database', '-e', 'mysql_restart_writer=true');
    },
    sign: { what: 'a query in the clear on the wire of db1', seen: queriesOnWire },
  },
  {
    findings: ['C4 service mysql, server_id 7'],
    hosts: 'db',
    spoil: async (site) => {
      rewrite(site, 'group_vars/all.yml', memory, `${memory}mysql_server_id: 7\n`);
      // It says that they are the same, when replicas have them already.
      const { code } = await site.rackwright('run', 'playbooks/database.yml', ...inventory);
      if (code === 0) throw new Error('nobody minds that all servers have one number');
    },
    apply: async (site) => {
      rewrite(site, 'group_vars/all.yml', `${memory}mysql_server_id: 7\n`, memory);
      await runPlaybook(site, 'database');
    },
    sign: saysYes(
      'db1',
      'replicas that throw each other out of db1',
      `[ "$(mariadb -NBe "SELECT COUNT(*) FROM information_schema.processlist WHERE COMMAND LIKE 'Binlog Dump%'")" -ge 2 ] || echo yes`,
    ),
  },
  {
    findings: ['HIGH D1 service mysql'],
    hosts: 'db',
    spoil: async (site) => {
      await sql(site, 'db2', 'SET GLOBAL read_only = OFF');
    },
    apply: async (site) => {
      const closed = '{name: read_only, value: true, persist: false}';
      await succeed(site, 'exec', 'db2', ...inventory, '-b', '-m', 'mysql_variable', '-a', closed);
      await runPlaybook(site, 'database');
    },
    sign: saysYes(
      'db2',
      'a second server that accepts writes',
      'mariadb -NBe "SELECT @@read_only" | grep -q 0 && echo yes || true',
    ),
  },
  {
    findings: ['HIGH D1 service mysql'],
    hosts: 'db',
    spoil: async (site) => {
      await sql(site, 'db2', 'STOP SLAVE');
    },
    apply: (site) => runPlaybook(site, 'database'),
    sign: lacksWrites('db2'),
  },
  {
    findings: ['HIGH D1 service mysql'],
    hosts: 'db',
    spoil: async (site) => {
      const source = `MASTER_SSL = 0, MASTER_SSL_VERIFY_SERVER_CERT = 0`;
      await sql(site, 'db2', `STOP SLAVE; CHANGE MASTER TO ${source}; START SLAVE`);
    },
    apply: (site) => runPlaybook(site, 'database'),
    sign: lacksWrites('db2'),
  },
  {
    findings: ['MEDIUM D1 service mysql'],
    hosts: 'db',
    spoil: async (site) => {
      await sql(site, 'db1', 'SET GLOBAL require_secure_transport = OFF');
    },
    apply: async (site) => {
      const on = '{name: require_secure_transport, value: true, persist: false}';
      await succeed(site, 'exec', 'db', ...inventory, '-b', '-m', 'mysql_variable', '-a', on);
    },
    sign: saysYes(
      'db1',
      'db1 letting in who has no TLS',
      'mariadb -NBe "SELECT @@require_secure_transport" | grep -q 0 && echo yes || true',
    ),
  },
  {
    findings: ['C7 service mysql, accounts'],
    hosts: 'db',
    spoil: async (site) => {
      rewrite(site, 'group_vars/all.yml', `host: ${site.address('web1')}`, 'host: "%"');
      await runPlaybook(site, 'database');
    },
    apply: async (site) => {
      rewrite(site, 'group_vars/all.yml', 'host: "%"', `host: ${site.address('web1')}`);
      await runPlaybook(site, 'database');
      const gone = '{name: notes, host: "%", state: absent}';
      await succeed(site, 'exec', 'db1', ...inventory, '-b', '-m', 'mysql_user', '-a', gone);
    },
    sign: logsIn('db2', 'db2 logging in as the application'),
  },
  {
    findings: ['C7 service mysql, host web1'],
    hosts: 'db',
    spoil: async (site) => {
      for (const name of ['notes', 'plain']) {
        const gone = `{name: ${name}, host: ${site.address('web1')}, state: absent}`;
        await succeed(site, 'exec', 'db1', ...inventory, '-b', '-m', 'mysql_user', '-a', gone);
      }
      rewrite(site, 'group_vars/all.yml', `host: ${site.address('web1')}`, `host: ${site.address('mon1')}`);
      await runPlaybook(site, 'database');
    },
    apply: async (site) => {
      rewrite(site, 'group_vars/all.yml', `host: ${site.address('mon1')}`, `host: ${site.address('web1')}`);
      await runPlaybook(site, 'database');
    },
    sign: logsIn('web1', 'web1 refused by db1', '|| echo yes'),
  },
  {
    findings: ['T7b service mysql on db1', 'T7b service mysql on db2'],
    hosts: 'db,web',
    spoil: async (site) => {
      await site.asRoot(
        'web1',
        "sed -i 's/^pm.max_children = .*/pm.max_children = 80/' /etc/php/*/fpm/pool.d/www.conf",
      );
    },
    apply: async (site) => {
      rewrite(site, 'group_vars/all.yml', 'mysql_max_connections: 60', 'mysql_max_connections: 100');
      await runPlaybook(site, 'database');
    },
    sign: saysYes(
      'db1',
      'less than 80 connections',
      '[ "$(mariadb -NBe \'SELECT @@max_connections\')" -ge 80 ] || echo yes',
    ),
  },
];

const host = (site: Site, name: string): string => `        ${name}: {ansible_host: ${site.address(name)}}\n`;

/** The planned half of a failover, there and back. */
async function rehearse(site: Site): Promise<void> {
  const { code, stdout, stderr } = await mysql(site, 'drill', 'db');
  if (code !== 0) throw new Error(`mysql drill ended with ${code}: ${stdout}${stderr}`);
}

/** Whether what is written on db1 does not arrive there. */
function lacksWrites(replica: string): Sign {
  return {
    what: `${replica} without what was written on db1`,
    seen: async (site) => {
      await sql(site, 'db1', 'CREATE TABLE IF NOT EXISTS notes.arrives (id INT PRIMARY KEY AUTO_INCREMENT)');
      const id = await sql(site, 'db1', 'INSERT INTO notes.arrives VALUES (); SELECT LAST_INSERT_ID()');
      await setTimeout(5000);
      const there = await sql(site, replica, `SELECT COUNT(*) FROM notes.arrives WHERE id = ${id}`).catch(() => '0');
      return there !== '1';
    },
  };
}

/** Whether a host can log in to db1 as the application. */
function logsIn(caller: string, what: string, told = '&& echo yes || true'): Sign {
  const { user, password } = applicationLogin;
  const client = `MYSQL_PWD='${password}' mariadb --no-defaults --ssl -u ${user}`;
  return saysYes(caller, what, (site) => `${client} -h ${site.address('db1')} -e 'SELECT 1' >/dev/null 2>&1 ${told}`);
}
