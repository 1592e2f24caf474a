import type { Site } from '../../support/site.ts';
import { succeed } from '../succeed.ts';
import type { Remedy } from './remedy.ts';
import { rewrite } from './rewrite.ts';
import { runPlaybook } from './run-playbook.ts';
import { saysYes } from './says-yes.ts';

const topology = 'group_vars/all.yml';
const exchange = '    - {name: vrrp, on: lb, proto: vrrp, from: lb}\n';
const door = '{name: ssh, on: all, port: ssh,';
const closedDoor = '{name: ssh, on: [lb, web], port: ssh,';

/** Those of rules whose remedy is in the inventory. The last one brings a host. */
export const designRemedies = (network: string): readonly Remedy[] => [
  {
    findings: ['T4 service https', 'T4b hosts lb1, lb2, vrrp'],
    hosts: 'lb',
    spoil: async (site) => {
      rewrite(site, topology, exchange, '');
      // Firewalls follow; the role keepalived refuses to go on without it.
      await site.rackwright('run', 'playbooks/site.yml', '-i', 'inventory/lab.yml', '--limit', 'lb');
    },
    apply: async (site) => {
      rewrite(site, topology, '    - name: app\n', `${exchange}    - name: app\n`);
      await runPlaybook(site, 'site', '--limit', 'lb');
    },
    sign: saysYes(
      'lb2',
      'no rule for the exchange in the kernel of lb2',
      'nft list ruleset | grep -q "l4proto vrrp" || echo yes',
    ),
  },
  {
    findings: [`T4b address ${network}.10`],
    hosts: 'lb',
    spoil: async (site) => {
      const change = 's/virtual_router_id .*/virtual_router_id 99/';
      await site.asRoot(
        'lb2',
        `sed -i '${change}' /etc/keepalived/keepalived.conf && systemctl restart keepalived; sleep 10`,
      );
    },
    apply: async (site) => {
      await runPlaybook(site, 'site', '--limit', 'lb');
      await site.asRoot('lb1', 'sleep 10');
    },
    sign: {
      what: 'the shared address on both',
      seen: async (site) => (await holds(site, 'lb1', network)) && (await holds(site, 'lb2', network)),
    },
  },
  {
    findings: ['T5 host mon1'],
    hosts: 'mon1',
    spoil: (site) => {
      rewrite(site, topology, servers('web'), servers('[web, mon]'));
      return Promise.resolve();
    },
    apply: async (site) => {
      rewrite(site, topology, servers('[web, mon]'), servers('web'));
      await runPlaybook(site, 'site', '--limit', 'mon1');
    },
  },
  {
    findings: ['T9 service app, rack a'],
    hosts: 'web',
    spoil: (site) => {
      rewrite(site, topology, 'tls_hsts: full\n', `tls_hsts: full\n${rack('b', 'lb2')}`);
      return Promise.resolve();
    },
    apply: async (site) => {
      rewrite(site, topology, rack('b', 'lb2'), rack('b', 'lb2', 'web2'));
      await runPlaybook(site, 'site', '--limit', 'web');
    },
  },
  {
    findings: ['R1 host mon1'],
    hosts: 'lb1',
    spoil: (site) => {
      rewrite(site, topology, door, closedDoor);
      return Promise.resolve();
    },
    apply: async (site) => {
      rewrite(site, topology, closedDoor, door);
      await runPlaybook(site, 'site', '--limit', 'mon1');
    },
  },
  {
    findings: ['R2 service https'],
    hosts: 'lb1',
    // That a load balancer is not let in is an error of the topology, which the audit does not get past.
    spoil: async (site) => {
      rewrite(site, topology, servers('web'), servers('pages'));
      const { code, stdout } = await site.rackwright(
        'run',
        'playbooks/site.yml',
        '-i',
        'inventory/lab.yml',
        '-l',
        'lb',
      );
      if (code !== 1 || !stdout.includes('no host of the inventory offers app'))
        throw new Error(`a run says: ${stdout}`);
    },
    apply: async (site) => {
      rewrite(site, topology, servers('pages'), servers('web'));
      await runPlaybook(site, 'site');
    },
  },
  {
    findings: [`C1 address ${network}.21`],
    hosts: 'web1',
    spoil: (site) => {
      rewrite(site, 'lab.yml', `web2: {ansible_host: ${network}.22}`, `web2: {ansible_host: ${network}.21}`);
      return Promise.resolve();
    },
    apply: async (site) => {
      rewrite(site, 'lab.yml', `web2: {ansible_host: ${network}.21}`, `web2: {ansible_host: ${network}.22}`);
      await runPlaybook(site, 'site', '--limit', 'web');
    },
  },
  {
    findings: ['C5 host mon1'],
    hosts: 'mon1,web1',
    spoil: async (site) => {
      await runPlaybook(site, 'monitoring');
      await site.asRoot('mon1', `sed -i 's/${network}.21:9100/${network}.21:9199/' /etc/prometheus/prometheus.yml`);
    },
    apply: (site) => runPlaybook(site, 'monitoring'),
  },
  {
    findings: ['T8 hosts web1, web2'],
    hosts: 'web1',
    spoil: (site) => {
      rewrite(site, topology, 'tls_hsts: full\n', `tls_hsts: full\naudit_peak_qps: 90\n${capacity('web1', 'web2')}`);
      return Promise.resolve();
    },
    apply: async (site) => {
      const second = `        web2: {ansible_host: ${network}.22}\n`;
      rewrite(site, 'lab.yml', second, `${second}        web3: {ansible_host: ${network}.23}\n`);
      await succeed(site, 'lab', 'up', '--yes');
      await runPlaybook(site, 'site');
      rewrite(site, topology, capacity('web1', 'web2'), capacity('web1', 'web2', 'web3'));
    },
    sign: saysYes(
      'lb1',
      'no third server in the backend',
      'grep -q "server web3" /etc/haproxy/haproxy.cfg || echo yes',
    ),
  },
];

/** Who offers the application. */
const servers = (on: string): string => `on: ${on}\n      ports: [80, 443]`;

/** In which rack hosts stand: those of the list in one, all others in rack a. */
function rack(name: string, ...hosts: readonly string[]): string {
  return `rack: "{{ ternary (in inventory_hostname (list ${hosts.map((host) => `'${host}'`).join(' ')})) '${name}' 'a' }}"\n`;
}

/** What `playbooks/capacity.yml` says that they can do. */
function capacity(...hosts: readonly string[]): string {
  return `prometheus_web_capacity: {${hosts.map((host) => `${host}: 100`).join(', ')}}\n`;
}

async function holds(site: Site, host: string, network: string): Promise<boolean> {
  return (await site.asRoot(host, 'ip -o addr')).includes(`${network}.10/`);
}
