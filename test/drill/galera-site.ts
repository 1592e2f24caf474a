import { clientPassword } from './mysql-site.ts';

/** The site of the drill: three database servers, which the role `galera` makes a cluster of. */
export const galeraInventory = (network: string): string => `all:
  vars:
    ansible_user: ops
    ansible_ssh_private_key_file: .rackwright/lab/id_ed25519
    ansible_ssh_common_args: -o UserKnownHostsFile=.rackwright/lab/known_hosts
    ca_directory: "{{ playbook_dir }}/../.rackwright/ca"
    galera_memory_mb: 256
    galera_databases: [{name: drill}]
    galera_users: [{name: drill, host: "${network}.%", password: "${clientPassword}", "on": drill.*, privileges: [SELECT, INSERT, CREATE]}]
  children:
    db:
      hosts:
        db1: {ansible_host: ${network}.31}
        db2: {ansible_host: ${network}.32}
        db3: {ansible_host: ${network}.33}
`;
