import type { Dialect } from '../../src/sql/dialect.ts';
import { labLogin } from '../support/lab-login.ts';

/** The site of the drill: three database servers, which the role `mysql` makes a cluster of. */
export const mysqlInventory = (network: string, dialect: Dialect['name'] = 'mariadb'): string => `all:
  vars:
${labLogin}
    ca_directory: "{{ playbook_dir }}/../.rackwright/ca"
    mysql_replication_password: "a password, for the drill alone"
    mysql_memory_mb: 256
${release[dialect]}    mysql_databases: [{name: drill}]
    mysql_users: [{name: drill, host: "${network}.%", password: "${clientPassword}", "on": drill.*, privileges: [SELECT, INSERT, CREATE]}]
    mysql_fence_command: ["{{ inventory_dir }}/power-off", "{{ inventory_hostname }}"]
  children:
    db:
      hosts:
        db1: {ansible_host: ${network}.31}
        db2: {ansible_host: ${network}.32}
        db3: {ansible_host: ${network}.33}
`;

/** Debian 12 has no MySQL: it comes from the unstable suite. */
const release: Readonly<Record<Dialect['name'], string>> = {
  mariadb: '',
  mysql: '    mysql_dialect: mysql\n    mysql_release: sid\n    lab_image: bookworm-sid\n',
};

export const clientPassword = 'another password, for the drill';
