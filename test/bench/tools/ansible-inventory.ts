import type { BenchSite } from '../bench-host.ts';
import { sshOptions } from '../ssh-options.ts';

/** The site as Ansible and Rackwright read it, before it is made YAML. */
export function ansibleInventory(site: BenchSite): object {
  const hosts = site.hosts.map(({ name, address, port }) => [name, { ansible_host: address, ansible_port: port }]);
  const vars = {
    ansible_user: site.user,
    ansible_ssh_private_key_file: site.identity,
    ansible_ssh_common_args: sshOptions(site).join(' '),
    ansible_python_interpreter: '/usr/bin/python3',
  };
  return { all: { vars, hosts: Object.fromEntries(hosts) as object } };
}
