import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { labLogin } from '../support/lab-login.ts';
import { remoteWriteReceiver } from '../support/remote-write-receiver.ts';
import type { RemoteWriteReceiver } from '../support/remote-write-receiver.ts';
import { closeSite, openSite, program } from '../support/site.ts';
import type { ProgramEnd, Site } from '../support/site.ts';

// Exporters, a collector and its dashboards on two real hosts. What alerts do is shown by `npm run drill:alerts`.

const minutes = 60_000;
const network = '198.18.73';
const password = 'only-for-this-test';
let site: Site;
let receiver: RemoteWriteReceiver;

const inventory = `all:
  vars:
${labLogin}
    ca_directory: "{{ playbook_dir }}/../.rackwright/ca"
    site_domain: rack.test
    firewall_backend: nftables
    prometheus_remote_write: [{url: "http://${network}.1:19090/api/v1/write"}]
    topology:
      services:
        - {name: ssh, on: all, port: ssh, from: any}
        - {name: node-exporter, on: all, port: 9100, from: mon, tls: mutual}
        - {name: blackbox-exporter, on: mon, port: 9115, from: mon, tls: terminate}
        - {name: dashboard, on: mon, port: 443, from: any, tls: terminate}
  children:
    web:
      hosts:
        web1: {ansible_host: ${network}.21}
    mon:
      hosts:
        mon1: {ansible_host: ${network}.41}
`;

const playbook = (...words: readonly string[]): Promise<ProgramEnd> =>
  site.rackwright('run', 'playbooks/monitoring.yml', '-i', 'inventory/lab.yml', '-e', '@users.yml', ...words);

beforeAll(async () => {
  site = await openSite(network, inventory);
  rmSync(join(site.directory, 'inventory', 'group_vars'), { recursive: true });
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
  // The lab's network has this machine as its first address.
  receiver = remoteWriteReceiver(`${network}.1:19090`);
  const ca = await site.rackwright('ca', 'issue', 'mon', '-i', 'inventory/lab.yml');
  if (ca.code !== 0) throw new Error(ca.stderr);
  const hash = await program('openssl', ['passwd', '-6', password], site.directory);
  writeFileSync(join(site.directory, 'users.yml'), `dashboard_users: [{name: ops, hash: "${hash.stdout.trim()}"}]\n`);
}, 15 * minutes);

afterAll(async () => {
  await receiver.stop();
  await closeSite(site);
}, 2 * minutes);

test(
  'converges, and a second run changes nothing',
  async () => {
    expect(await playbook()).toMatchObject({ code: 0 });
    expect(await playbook('--expect-unchanged')).toMatchObject({ code: 0 });
  },
  10 * minutes,
);

test(
  'its targets are the exporters of the topology, the probes and itself, and all of them answer',
  async () => {
    const expected = [
      'alertmanager mon1',
      'blackbox mon1',
      'https mon1',
      'node mon1',
      'node web1',
      'ping mon1',
      'ping web1',
      'prometheus mon1',
    ];
    await until(async () => (await targets('up')).length === expected.length);
    expect([await targets('up'), await targets('down')]).toEqual([expected, []]);
  },
  3 * minutes,
);

test(
  'what is collected is written elsewhere, too, where history is kept',
  async () => {
    await until(async () => (await receiver.count('up{job="node"} == 1')) === 2);
    expect(await receiver.count('up{job="node", site="rack.test"} == 1')).toBe(2);
  },
  2 * minutes,
);

test('nobody but the collector reaches an exporter, and nobody at all Prometheus', async () => {
  const scan = (from: string, to: string): Promise<string> =>
    site.asRoot(from, `nmap -Pn -n -p 9090,9093,9100,9115 --max-retries 1 -oG - ${site.address(to)}`);
  const [outside, inside] = [await scan('web1', 'mon1'), await scan('mon1', 'web1')];
  expect(outside).not.toMatch(/\d+\/(?:open|closed)\//);
  expect(inside).toContain('9100/open/');
});

test(
  'a rule that Prometheus would not take is refused, and the old ones live on',
  async () => {
    const rules = join(site.directory, 'playbooks/roles/prometheus/files/rules/web.yml');
    const good = readFileSync(rules, 'utf8');
    const ask = `curl -fsS http://127.0.0.1:9090/api/v1/rules | grep -o '"name":"[^"]*"' | LC_ALL=C sort`;
    const known = (): Promise<string> => site.asRoot('mon1', ask);
    const before = await known();
    expect(before).toContain('HostDown');
    appendFileSync(rules, '      - {record: broken, expr: "sum by ("}\n');
    const refused = await playbook('--limit', 'mon');
    writeFileSync(rules, good);
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('web.yml')]);
    expect(await known()).toBe(before);
    expect(await playbook('--expect-unchanged', '--limit', 'mon')).toMatchObject({ code: 0 });
  },
  3 * minutes,
);

test(
  'dashboards want a password, and status tells the same from a terminal',
  async () => {
    const ask = (...words: readonly string[]): Promise<ProgramEnd> =>
      program(
        'curl',
        [
          ...['-sS', '-m', '10', '--cacert', '.rackwright/ca/ca.crt', '-o', '/dev/null', '-w', '%{http_code}'],
          ...words,
        ],
        site.directory,
      );
    const place = `https://${site.address('mon1')}`;
    const user = ['-u', `ops:${password}`];
    const codes = [
      await ask(`${place}/`),
      await ask(...user, `${place}/`),
      await ask(...user, `${place}/uPlot.iife.min.js`),
      await ask(...user, `${place}/api/v1/query?query=up`),
      await ask(...user, `${place}/api/v1/admin/tsdb/snapshot`),
      await ask(...user, '-X', 'POST', `${place}/api/v2/alerts`),
    ];
    expect(codes.map(({ stdout }) => stdout)).toEqual(['401', '200', '200', '200', '404', '403']);
    const packed = await program(
      'curl',
      [...'-sSk -m 10 -H Accept-Encoding:gzip -o /dev/null -D -'.split(' '), ...user, `${place}/uPlot.iife.min.js`],
      site.directory,
    );
    expect(packed.stdout).toMatch(/^HTTP\S+ 200/);
    expect(packed.stdout).not.toMatch(/content-encoding/i);
    const status = await site.rackwright('status', '-i', 'inventory/lab.yml');
    expect(status.stdout).toMatch(/hosts\n +mon1 +cpu[^]+web1 +cpu/);
  },
  2 * minutes,
);

async function targets(health: string): Promise<readonly string[]> {
  const text = await site.asRoot('mon1', 'curl -fsS http://127.0.0.1:9090/api/v1/targets?state=active');
  const answer = JSON.parse(text) as {
    readonly data: {
      readonly activeTargets: readonly { readonly health: string; readonly labels: Readonly<Record<string, string>> }[];
    };
  };
  return answer.data.activeTargets
    .filter((each) => each.health === health)
    .map(({ labels }) => `${labels['job'] ?? ''} ${labels['instance'] ?? ''}`)
    .toSorted();
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 60 && !(await holds()); tries += 1) await delay(1000);
}
