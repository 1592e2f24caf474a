import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labLogin } from '../support/lab-login.ts';
import type { Site } from '../support/site.ts';
import type { LoadTarget } from './steady-load.ts';

export const balancers = ['lb1', 'lb2'];
export const webHosts = ['web1', 'web2'];
export const publicName = 'www.rack.test';

/** Two load balancers, two web hosts. */
export const tlsInventory = (network: string): string => `all:
  vars:
${labLogin}
    ca_directory: "{{ playbook_dir }}/../.rackwright/ca"
  children:
    lb:
      vars: {keepalived_addresses: [${network}.10/24], haproxy_check_patience: 10s}
      hosts:
        lb1: {ansible_host: ${network}.11}
        lb2: {ansible_host: ${network}.12}
    web:
      hosts:
        web1: {ansible_host: ${network}.21}
        web2: {ansible_host: ${network}.22}
    db: {}
    mon: {}
`;

/** Both load balancers, by the public name. */
export function publicTargets(site: Site): readonly LoadTarget[] {
  const trust = readFileSync(join(site.directory, '.rackwright', 'ca', 'ca.crt'), 'utf8');
  return balancers.map((name) => ({ address: site.address(name), name: publicName, trust }));
}
