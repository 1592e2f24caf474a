import { clientPassword } from './mysql-site.ts';
import { labLogin } from '../support/lab-login.ts';

/** The hosts of a Galera cluster in the drill. */
export interface GaleraShape {
  readonly servers: readonly string[];
  /** They vote and hold no data. */
  readonly arbitrators: readonly string[];
}

export const threeServers: GaleraShape = { servers: ['db1', 'db2', 'db3'], arbitrators: [] };
export const twoServersAndArbitrator: GaleraShape = { servers: ['db1', 'db2'], arbitrators: ['q1'] };

/** The site of the drill: hosts which the role `galera` makes a cluster of. */
export const galeraInventory = (network: string, { servers, arbitrators }: GaleraShape): string => `all:
  vars:
${labLogin}
    ca_directory: "{{ playbook_dir }}/../.rackwright/ca"
    galera_memory_mb: 256
    galera_databases: [{name: drill}]
    galera_users: [{name: drill, host: "${network}.%", password: "${clientPassword}", "on": drill.*, privileges: [SELECT, INSERT, CREATE]}]
${arbitrators.length > 0 ? topology(network) : ''}  children:
    db:
      hosts:
${hosts(network, servers, 31)}${arbitrators.length > 0 ? `    arbitrators:\n      hosts:\n${hosts(network, arbitrators, 41)}` : ''}`;

function hosts(network: string, names: readonly string[], first: number): string {
  return names.map((name, index) => `        ${name}: {ansible_host: ${network}.${first + index}}\n`).join('');
}

/** Port 4567 is all that an arbitrator needs, and the drill has its firewall closed for the rest. */
const topology = (network: string): string => `    topology:
      zones: {controller: ${network}.1}
      services:
        - {name: ssh, on: all, port: ssh, from: controller}
        - {name: mysql, on: db, port: 3306, from: [controller, db], tls: terminate}
        - {name: galera, on: [db, arbitrators], port: 4567, from: [db, arbitrators], tls: mutual}
        - {name: galera-copy, on: db, ports: [4444, 4568], from: db, tls: mutual}
`;

export const firewallPlaybook = `- name: firewalls follow from the topology
  hosts: all
  become: true
  roles: [firewall]
`;
