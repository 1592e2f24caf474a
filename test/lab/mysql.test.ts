import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { labLogin } from '../support/lab-login.ts';
import type { ProgramEnd } from '../support/site.ts';
import { bringUp } from '../drill/bring-up.ts';
import { closeSite, openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';

// A cluster from empty hosts in one run; the second run changes nothing, but for a server that has lost its data meanwhile.

const minutes = 60_000;
const network = '198.18.53';
const hosts = ['sql1', 'sql2', 'sql3'] as const;
const inventory = `all:
  vars:
${labLogin}
    ca_directory: "{{ playbook_dir }}/../.rackwright/ca"
    mysql_replication_password: "it's a \\\\ password"
    mysql_memory_mb: 256
    mysql_databases: [{name: shop}]
    mysql_users: [{name: shop, host: "${network}.%", password: "sh'op-password", "on": shop.*, privileges: [SELECT, INSERT, CREATE]}]
  children:
    db:
      hosts:
        sql1: {ansible_host: ${network}.31}
        sql2: {ansible_host: ${network}.32}
        sql3: {ansible_host: ${network}.33}
`;
let site: Site;

beforeAll(async () => {
  site = await openSite(network, inventory);
  await bringUp(site);
}, 5 * minutes);

afterAll(() => closeSite(site), 2 * minutes);

test(
  'a writer and its replicas from empty hosts, in one run',
  async () => {
    expect(await converge()).toMatchObject({ code: 0 });
    expect(await sql('sql1', 'SELECT @@read_only')).toBe('0');
    for (const host of ['sql2', 'sql3']) {
      expect(await sql(host, 'SELECT @@read_only')).toBe('1');
      const status = await site.asRoot(host, "mariadb -e 'SHOW ALL SLAVES STATUS\\G'");
      expect(status).toMatch(/Slave_IO_Running: Yes/);
      expect(status).toMatch(/Slave_SQL_Running: Yes/);
      expect(status).toMatch(/Using_Gtid: Slave_Pos/);
      expect(status).toMatch(/Master_SSL_Allowed: Yes/);
    }
    expect(await sql('sql1', "SHOW STATUS LIKE 'Rpl_semi_sync_master_clients'")).toBe(
      'Rpl_semi_sync_master_clients\t2',
    );
  },
  8 * minutes,
);

test(
  'an application writes over TLS only, and all servers hold the same',
  async () => {
    const client = (tls: string): Promise<string> =>
      site.asRoot(
        'sql2',
        `export MYSQL_PWD="sh'op-password"; mariadb --no-defaults -h ${network}.31 -u shop ${tls} shop -e 'CREATE TABLE IF NOT EXISTS orders (id INT PRIMARY KEY); INSERT INTO orders VALUES (7)' 2>&1 || :`,
      );
    expect(await client('--skip-ssl')).toMatch(/ERROR (?:1045|3159)/);
    expect(await client('--ssl-ca=/etc/mysql/tls/ca.crt --ssl-verify-server-cert')).toBe('');
    const position = await sql('sql1', 'SELECT @@gtid_binlog_pos');
    for (const host of ['sql2', 'sql3'])
      expect(await sql(host, `SELECT MASTER_GTID_WAIT('${position}', 20)`)).toBe('0');
    const sums = await Promise.all(hosts.map((host) => sql(host, 'CHECKSUM TABLE shop.orders')));
    expect(new Set(sums).size).toBe(1);
    expect(sums[0]).toMatch(/^shop\.orders\t\d+$/);
  },
  2 * minutes,
);

test(
  'a second run changes nothing, and gives a server that has lost everything a copy',
  async () => {
    await site.asRoot(
      'sql3',
      'systemctl stop mariadb; rm -rf /var/lib/mysql; mariadb-install-db --user=mysql >/dev/null 2>&1; systemctl start mariadb',
    );
    const again = await converge();
    expect(again).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^sql1 .* changed=0 .*\n^sql2 .* changed=0 /m),
    });
    const sums = await Promise.all(hosts.map((host) => sql(host, 'CHECKSUM TABLE shop.orders')));
    expect(new Set(sums).size).toBe(1);
    expect(await sql('sql3', "SHOW STATUS LIKE 'Slave_running'")).toBe('Slave_running\tON');
    expect(await sql('sql1', 'SELECT @@read_only')).toBe('0');
  },
  8 * minutes,
);

function converge(): Promise<ProgramEnd> {
  return site.rackwright('run', 'playbooks/database.yml', '-i', 'inventory/lab.yml');
}

async function sql(host: string, query: string): Promise<string> {
  return (await site.asRoot(host, `mariadb -N -e "${query}"`)).trim();
}
