import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HostSummary, Outcome, RunEvent } from '../../src/reporter.ts';
import { switchMode } from '../drill/tls-switches.ts';
import { hostState } from '../support/host-state.ts';
import { closeSite, openSite, program } from '../support/site.ts';
import type { PlayEnd, Site } from '../support/site.ts';

// The life of the first site on eight real hosts, told in order: each test stands on the ones before.

const hosts = ['lb1', 'lb2', 'web1', 'web2', 'db1', 'db2', 'db3', 'mon1'];
const minutes = 60_000;
let site: Site;

beforeAll(async () => {
  site = await openSite('198.18.61');
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
  const ca = await site.rackwright('ca', 'show');
  if (ca.code !== 0) throw new Error(ca.stderr);
}, 15 * minutes);

afterAll(() => closeSite(site), 2 * minutes);

describe('on fresh hosts', () => {
  let plan: PlayEnd;

  test(
    'a plan writes nothing at all',
    async () => {
      const before = await Promise.all(hosts.map((host) => hostState(site, host)));
      plan = await site.play('plan');
      const after = await Promise.all(hosts.map((host) => hostState(site, host)));
      expect(plan.code).toBe(0);
      expect(summaries(plan).every((host) => host.counts['would-change'] > 0)).toBe(true);
      expect(after).toEqual(before);
    },
    3 * minutes,
  );

  test(
    'a run converges, and does what the plan said but for tasks that assumed earlier changes',
    async () => {
      const run = await site.play('run');
      expect(failures(run)).toEqual([]);
      expect(run.code).toBe(0);
      const planned = finished(plan, (outcome) => outcome.status === 'would-change' && !outcome.assuming);
      const done = finished(run, (outcome) => outcome.status === 'changed');
      expect(planned.length).toBeGreaterThan(0);
      expect(done).toEqual(expect.arrayContaining([...planned]));
      // Nothing else changed than what the plan said, or marked as depending on earlier changes.
      const certain = finished(plan, (outcome) => outcome.status === 'ok' && outcome.assuming === undefined);
      expect(done.filter((each) => certain.includes(each))).toEqual([]);
    },
    15 * minutes,
  );
});

describe('on converged hosts', () => {
  test(
    'a second run changes nothing, in at most three round trips for each host and play',
    async () => {
      const run = await site.play('run', '--expect-unchanged');
      expect(run.code).toBe(0);
      expect(finished(run, (outcome) => outcome.status === 'changed')).toEqual([]);
      const trips = summaries(run).flatMap((host) => host.traffic.map((each) => each.roundTrips));
      expect(trips).toHaveLength(14);
      expect(Math.max(...trips)).toBeLessThanOrEqual(3);
    },
    2 * minutes,
  );

  test('none of it needed Python: hosts without ufw, which brings its own, have none', async () => {
    const look = 'ls /usr/bin /usr/local/bin | grep -c python || true';
    const found = await Promise.all(['web1', 'web2', 'db1', 'db2', 'db3'].map((host) => site.asRoot(host, look)));
    expect(found).toEqual(['0\n', '0\n', '0\n', '0\n', '0\n']);
  });

  test.each(['lb1', 'lb2'])('%s hands the page of each web host on over TLS 1.3, by the public name', async (host) => {
    const way = ['--connect-to', `::${site.address(host)}`, '-sS', '-m', '10'];
    const trust = ['--cacert', '.rackwright/ca/ca.crt', '--tlsv1.3'];
    const pages = await Promise.all(
      [1, 2, 3, 4].map(() => program('curl', [...trust, ...way, 'https://www.rack.test/'], site.directory)),
    );
    const from = pages.map(({ stdout }) => /<h1>(\w+)<\/h1>/.exec(stdout)?.[1]);
    expect(new Set(from)).toEqual(new Set(['web1', 'web2']));
    const plain = await program(
      'curl',
      [...way, '-o', '/dev/null', '-w', '%{http_code} %{redirect_url}', 'http://www.rack.test/x'],
      site.directory,
    );
    expect(plain.stdout).toBe('301 https://www.rack.test/x');
  });

  test.each([
    ['re-encrypt', 'pass-through'],
    ['pass-through', 're-encrypt'],
  ] as const)(
    'TLS changes from %s to %s by one variable, and nobody notices',
    async (from, to) => {
      const { wrong, load } = await switchMode(site, from, to, 0);
      expect(wrong).toEqual([]);
      expect(load.requests).toBeGreaterThan(50);
    },
    5 * minutes,
  );

  test(
    'another host sees exactly the declared ports, behind iptables, nftables and ufw alike',
    async () => {
      const targets = ['lb1', 'web1', 'web2', 'db1'];
      const scan = await site.asRoot(
        'mon1',
        `nmap -Pn -n -p- -T4 --min-rate 8000 --max-retries 2 -oG - ${targets.map((host) => site.address(host)).join(' ')}`,
      );
      const open = (host: string): readonly string[] =>
        [
          ...(
            scan.split('\n').find((line) => line.includes(`Host: ${site.address(host)} `) && line.includes('Ports:')) ??
            ''
          ).matchAll(/(\d+)\/open\//g),
        ].map(([, port = '']) => port);
      expect(Object.fromEntries(targets.map((host) => [host, open(host)]))).toEqual({
        // The last is for the collector, who asks here.
        lb1: ['22', '80', '443', '8405'],
        web1: ['22'],
        web2: ['22'],
        db1: ['22'],
      });
    },
    5 * minutes,
  );
});

describe('drift made by hand', () => {
  const drifts: readonly { readonly host: string; readonly task: string; readonly script: string }[] = [
    { host: 'web1', task: 'a page that names the host', script: 'echo defaced >/srv/www/rack.test/index.html' },
    {
      host: 'web2',
      task: "the internal authority signs the host's key",
      script: 'chmod 0644 /etc/ssl/rackwright/site.key',
    },
    { host: 'web2', task: 'nginx runs, also after a boot', script: 'systemctl disable nginx' },
    { host: 'db1', task: 'administrators have accounts', script: 'userdel rack' },
    {
      host: 'db2',
      task: 'only declared ports are open',
      script: 'nft insert rule inet rackwright input tcp dport 9999 accept',
    },
    {
      host: 'web1',
      task: 'only declared ports are open',
      script: 'iptables -I RACKWRIGHT-INPUT 3 -p tcp --dport 9999 -j ACCEPT',
    },
    {
      host: 'mon1',
      task: 'only declared ports are open',
      script: 'iptables -I ufw-user-input -p tcp --dport 9999 -j ACCEPT',
    },
  ];
  const expected = drifts.map(({ host, task }) => `${host}: ${task}`).toSorted();

  test(
    'verify reports exactly it, with differences and exit code 4, and changes nothing',
    async () => {
      for (const { host, script } of drifts) await site.asRoot(host, script);
      const before = await Promise.all(hosts.map((host) => hostState(site, host)));
      const verify = await site.play('verify');
      const after = await Promise.all(hosts.map((host) => hostState(site, host)));
      expect(verify.code).toBe(4);
      const found = verify.events.flatMap((event) =>
        event.type === 'task.finished' && event.outcome.status === 'would-change' ? [event] : [],
      );
      expect(found.map((event) => `${event.host}: ${event.task.name}`).toSorted()).toEqual(expected);
      expect(found.every((event) => 'changes' in event.outcome && event.outcome.changes.length > 0)).toBe(true);
      expect(after).toEqual(before);
    },
    3 * minutes,
  );

  test(
    'a run repairs exactly it, and then verify is clean',
    async () => {
      const run = await site.play('run');
      expect(failures(run)).toEqual([]);
      const changed = run.events.flatMap((event) =>
        event.type === 'task.finished' && event.outcome.status === 'changed' && !event.task.handler
          ? [`${event.host}: ${event.task.name}`]
          : [],
      );
      expect(changed.toSorted()).toEqual(expected);
      const verify = await site.play('verify');
      expect([verify.code, finished(verify, (outcome) => outcome.status === 'would-change')]).toEqual([0, []]);
    },
    3 * minutes,
  );
});

test(
  'a host keeps its state over a reboot that Rackwright makes',
  async () => {
    const reboot = await site.rackwright(
      'exec',
      'web1',
      '-i',
      'inventory/lab.yml',
      '-b',
      '-m',
      'reboot',
      '-a',
      '{always: true, reboot_timeout: 120}',
    );
    expect(reboot).toMatchObject({ code: 0 });
    const verify = await site.play('verify', '--limit', 'web1');
    expect(finished(verify, (outcome) => outcome.status === 'would-change')).toEqual([]);
    expect(verify.code).toBe(0);
  },
  4 * minutes,
);

/** `host: task id, item, attributes` of every task whose outcome is wanted. */
function finished(end: PlayEnd, wanted: (outcome: Outcome) => boolean): readonly string[] {
  return end.events.flatMap((event) => {
    if (event.type !== 'task.finished' || !wanted(event.outcome)) return [];
    const { id, item, name, handler } = event.task;
    return [`${event.host}: ${id} ${name} ${item ?? ''}${handler ? ' handler' : ''}`];
  });
}

function failures(end: PlayEnd): readonly RunEvent[] {
  return end.events.filter(
    (event) =>
      event.type === 'host.lost' ||
      (event.type === 'task.finished' && ['failed', 'unreachable'].includes(event.outcome.status)),
  );
}

function summaries(end: PlayEnd): readonly HostSummary[] {
  return end.events.flatMap((event) => (event.type === 'run.finished' ? event.summary.hosts : []));
}
