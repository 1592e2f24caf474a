import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bringUp } from '../bring-up.ts';
import { succeed } from '../succeed.ts';
import { applicationLogin } from './application-login.ts';
import { databaseRemedies } from './database-remedies.ts';
import type { RemedySite } from './remedy-site.ts';
import { sharedHostRemedies } from './shared-host-remedies.ts';
import { labLogin } from '../../support/lab-login.ts';

/** Three database servers, a host that uses them, and one that can watch and keep backups. */
export const databaseSite: RemedySite = {
  inventory: (network) => `all:
  vars:
${labLogin}
    ca_directory: "{{ playbook_dir }}/../.rackwright/ca"
  children:
    lb: {}
    db:
      hosts:
        db1: {ansible_host: ${network}.31}
        db2: {ansible_host: ${network}.32}
        db3: {ansible_host: ${network}.33}
    web:
      hosts:
        web1: {ansible_host: ${network}.21}
    mon:
      hosts:
        mon1: {ansible_host: ${network}.41}
    backup: {hosts: {mon1: {}}}
`,
  prepare: async (site, network) => {
    for (const group of ['lb', 'web', 'db', 'mon'])
      writeFileSync(join(site.directory, 'inventory/group_vars', `${group}.yml`), '');
    writeFileSync(join(site.directory, 'inventory/group_vars/all.yml'), variables(network));
    await bringUp(site);
    for (const words of [
      ['run', 'playbooks/database.yml', '-i', 'inventory/lab.yml'],
      ['exec', 'web1', '-i', 'inventory/lab.yml', '-b', '-m', 'package', '-a', '{name: [php-fpm, mariadb-client]}'],
    ])
      await succeed(site, ...words);
  },
  playbooks: ['playbooks/database.yml'],
  remedies: () => [...databaseRemedies, ...sharedHostRemedies],
};

const variables = (network: string): string => `site_domain: rack.test
firewall_backend: nftables
topology:
  services:
    - {name: ssh, on: all, port: ssh, from: ${network}.1}
    - {name: mysql, on: db, port: 3306, from: [db, web], tls: terminate}
    - {name: mysql-clone, on: db, port: 4444, from: db, tls: mutual}
mysql_replication_password: "a password, for the drill alone"
mysql_memory_mb: 256
mysql_max_connections: 60
mysql_databases: [{name: notes}]
mysql_users: [{name: ${applicationLogin.user}, host: ${network}.21, password: ${applicationLogin.password}, "on": notes.*, privileges: [SELECT, INSERT]}]
mysql_backup_host: mon1
`;
