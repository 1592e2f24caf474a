import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Arguments, ChangeValue } from '../../src/resource.ts';
import { persistedPaths } from '../../src/resources/firewall/boot/paths.ts';
import { firewallInNamespace } from '../support/firewall-in-namespace.ts';
import type { FirewallInNamespace } from '../support/firewall-in-namespace.ts';
import { joinNamespaces } from '../support/joined-namespaces.ts';
import type { JoinedNamespaces } from '../support/joined-namespaces.ts';
import { knockFrom, listenIn } from '../support/knock.ts';
import type { Answer, Knock } from '../support/knock.ts';
import { startTalk } from '../support/talk.ts';

const [target4, target6] = ['198.18.7.1', '2001:db8:7::1'];

/** Every kind of rule that can be written. */
const everything: Arguments = {
  backend: 'nftables',
  default_in: 'reject',
  default_out: 'drop',
  log_dropped: '60/min',
  services: [
    { name: 'ssh', port: 22, from: 'any' },
    { name: 'https', ports: [443, '8000:8010'], from: ['198.18.7.2', '2001:db8:7::/64'] },
    { name: 'galera', proto: ['tcp', 'udp'], port: 4567, from: ['198.18.7.0/24', '2001:db8::1:0:0:1'] },
    { name: 'many', ports: [1, 2, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, '29-31', 32, 35] },
    {
      name: 'nested',
      port: 90,
      from: ['198.18.0.0/15', '198.18.7.0/25', '198.18.7.128/25', '203.0.113.4', '203.0.113.5'],
    },
    { name: 'neighbours', port: 91, from: ['198.18.7.0/25', '198.18.7.128/25', '198.18.8.0/32', '2001:db8::/33'] },
    { name: 'old', port: 92, from: '0.0.0.0/0' },
    { name: 'vrrp', proto: 'vrrp', from: '198.18.7.0/24' },
    { name: 'gre', proto: 'gre', from: ['198.18.7.4', '2001:db8:0:1:1:1:1:1'] },
    { name: 'others', proto: ['ah', 'esp', 'igmp'] },
    { name: 'slow', port: 2222, limit: '3/10s' },
    { name: 'odd.name', port: 2226, limit: '7/11min', from: '2001:db8::/32' },
    { name: 'most', port: 2224, limit: '100/day' },
    { name: 'slow-many', proto: ['tcp', 'udp'], ports: [2223, 2225], limit: '6/min', from: ['198.18.7.0/24'] },
  ],
  outgoing: [
    { name: 'dns', proto: ['udp', 'tcp'], port: 53, to: ['198.18.7.2', '2001:db8:7::2'] },
    { name: 'web', ports: [80, 443] },
  ],
};

const web: Arguments = {
  backend: 'nftables',
  services: [
    { name: 'ssh', port: 22 },
    { name: 'web', ports: [443, '8000:8010'], from: ['198.18.7.2', '2001:db8:7::2'] },
    { name: 'dns', proto: 'udp', port: 53 },
  ],
};

let namespaces: JoinedNamespaces;
let host: FirewallInNamespace;
beforeEach(() => {
  namespaces = joinNamespaces();
  host = firewallInNamespace(namespaces);
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  namespaces.close();
});

const ends: (() => void)[] = [];

async function serve(namespace: string, ports: readonly number[]): Promise<void> {
  const server = await listenIn(namespace, ports);
  ends.push(() => server.close());
}

function run(script: string): string {
  const ran = namespaces.run(namespaces.target, script);
  if (ran.status !== 0) throw new Error(ran.stderr);
  return ran.stdout.toString();
}

function lines(value: ChangeValue | undefined): readonly string[] {
  return typeof value === 'object' && value !== null && 'text' in value ? value.text.split('\n') : [];
}

describe('the table', () => {
  test('shows every kind of rule as it was meant, and has nothing to do a second time', async () => {
    await host.converge(everything);
    expect(await host.converge(everything)).toEqual([]);
  });

  test('keeps nothing that was opened by hand, and shows it as one line', async () => {
    await host.converge(web);
    run('nft insert rule inet rackwright input tcp dport 9999 accept comment \\"{ 1, 2 }\\"');
    const { changes } = await host.inspect(web);
    const [change] = changes;
    const [before, after] = [lines(change?.from), lines(change?.to)];
    expect(changes.map(({ attribute }) => attribute)).toEqual(['inet rackwright chain input']);
    expect(before.filter((line) => !after.includes(line))).toEqual(['tcp dport 9999 accept comment "{ 1, 2 }"']);
    expect(after.filter((line) => !before.includes(line))).toEqual([]);
    await host.converge(web);
    expect(run('nft list table inet rackwright')).not.toContain('9999');
  });

  test.each([
    ['another chain', 'add chain inet rackwright other', ['inet rackwright chain other']],
    ['another set', 'add set inet rackwright other { type ipv4_addr; }', ['inet rackwright set other']],
    ['its policy', 'add chain inet rackwright input { policy accept; }', ['inet rackwright chain input']],
    ['a switch that makes it sleep', 'add table inet rackwright { flags dormant; }', ['inet rackwright']],
    ['its absence', 'delete table inet rackwright', ['inet rackwright chain input']],
  ])('is put right: %s', async (_what, command, attributes) => {
    await host.converge(web);
    run(`nft '${command}'`);
    expect(await host.converge(web)).toEqual(attributes);
  });

  test('leaves tables, chains and counters of others alone, and tells of them', async () => {
    run(`set -e
nft add table ip foreign
nft 'add chain ip foreign entry { type filter hook input priority 5; policy accept; }'
nft add rule ip foreign entry tcp dport 9 counter packets 7 bytes 420 drop
iptables-nft -N DOCKER-USER; iptables-nft -A DOCKER-USER -j RETURN -c 5 300; iptables-nft -A FORWARD -j DOCKER-USER`);
    await host.converge(web);
    await host.converge(everything);
    expect(run('nft list table ip foreign')).toContain('packets 7 bytes 420');
    expect(run('iptables-nft-save -c')).toContain('[5:300] -A DOCKER-USER -j RETURN');
    const { facts } = await host.inspect(web);
    expect(facts).toEqual({ backend: 'nftables', foreign: ['iptables ipv4 DOCKER-USER', 'nft ip foreign'] });
  });

  test.each([
    [
      'a table that drops',
      "nft 'add table inet other; add chain inet other in { type filter hook input priority 0; policy drop; }'",
    ],
    ['iptables that drops', 'iptables-nft -P INPUT DROP'],
  ])('is refused beside %s', async (_what, script) => {
    run(script);
    await expect(host.converge(web)).rejects.toThrow(/nft delete table inet other|iptables \(ipv4\) drops/);
    expect(run('nft list tables')).not.toContain('rackwright');
  });

  test('gives the next boot the same rules, however often it is loaded', async () => {
    await host.converge(everything);
    const before = run('nft list ruleset');
    for (const prepare of ['nft delete table inet rackwright', ':']) {
      run(prepare);
      const saved = namespaces.run(namespaces.target, 'nft -f -', host.files.get(persistedPaths.nft));
      expect({ status: saved.status, rules: run('nft list ruleset') }).toEqual({ status: 0, rules: before });
    }
  });

  test('is understood with every kind of rate', async () => {
    for (const rate of ['1/sec', '100/sec', '60/min', '100/hour'])
      await host.converge({ backend: 'nftables', log_dropped: rate });
    expect(run('nft list table inet rackwright')).toContain('RACKWRIGHT DROP');
  });

  test('comes to a host that iptables kept, and goes again, without a rest', async () => {
    await host.converge({ ...web, backend: 'iptables' });
    await host.converge(web);
    expect(run('iptables-save; ip6tables-save')).not.toContain('RACKWRIGHT');
    expect([...host.files.keys()]).not.toContain(persistedPaths.ipv4);
    await host.converge({ ...web, backend: 'iptables' });
    expect(run('nft list tables')).not.toContain('rackwright');
    expect([...host.files.keys()]).not.toContain(persistedPaths.nft);
  });
});

describe('what is reachable', () => {
  beforeEach(() => serve(namespaces.target, [22, 53, 443, 8005, 8011, 9999]));

  test('is what was declared, by address, port and protocol', async () => {
    const table: readonly (readonly [Knock['protocol'], number, '2' | '3', Answer])[] = [
      ['tcp', 22, '2', 'open'],
      ['tcp', 22, '3', 'open'],
      ['tcp', 443, '2', 'open'],
      ['tcp', 443, '3', 'silent'],
      ['tcp', 8005, '2', 'open'],
      ['tcp', 8011, '2', 'silent'],
      ['tcp', 9999, '2', 'silent'],
      ['udp', 53, '3', 'open'],
      ['udp', 443, '2', 'silent'],
    ];
    const knocks = table.flatMap(([protocol, port, last]): Knock[] => [
      { protocol, port, from: `198.18.7.${last}`, to: target4 },
      { protocol, port, from: `2001:db8:7::${last}`, to: target6 },
    ]);
    await neighboursKnown(knocks);
    await host.converge(web);
    const answers = await knockFrom(namespaces.peer, knocks);
    const wanted = table.flatMap(([, , , answer]) => [answer, answer]);
    expect(knocks.map((each, index) => ({ ...each, answer: answers[index] }))).toEqual(
      knocks.map((each, index) => ({ ...each, answer: wanted[index] })),
    );
  });

  test('is refused at once with reject, and pings are answered only when they are wanted', async () => {
    const ping = (address: string): number | null =>
      namespaces.run(namespaces.peer, `busybox ping -c 1 -W 1 ${address} >/dev/null`).status;
    await host.converge({ backend: 'nftables', default_in: 'reject' });
    expect(await knockFrom(namespaces.peer, [knock('tcp', 9999), knock('udp', 9999)])).toEqual(['refused', 'refused']);
    expect([ping(target4), ping(target6)]).toEqual([0, 0]);
    await host.converge({ backend: 'nftables', icmp: 'drop' });
    expect([ping(target4), ping(target6)]).toEqual([1, 1]);
  });

  test.each([
    ['IPv4', '198.18.7.2', '198.18.7.3', target4, 'open'],
    // Both are in the same /64, which counts as one.
    ['IPv6', '2001:db8:7::2', '2001:db8:7::3', target6, 'silent'],
  ])('ends at the limit, for each address on its own (%s)', async (_family, one, other, to, last) => {
    await host.converge({ backend: 'nftables', services: [{ name: 'ssh', port: 22, limit: '4/60s' }] });
    const answers: Answer[] = [];
    for (const from of [one, one, one, one, one, other])
      answers.push(...(await knockFrom(namespaces.peer, [{ ...knock('tcp', 22), from, to }])));
    expect(answers).toEqual(['open', 'open', 'open', 'silent', 'silent', last]);
  });

  test('is all again for who has been quiet for the time of the limit', async () => {
    await host.converge({ backend: 'nftables', services: [{ name: 'ssh', port: 22, limit: '2/3s' }] });
    const answers: Answer[] = [];
    for (const pause of [0, 0, 5000]) {
      await new Promise((go) => setTimeout(go, pause));
      answers.push(...(await knockFrom(namespaces.peer, [knock('tcp', 22)])));
    }
    expect(answers).toEqual(['open', 'silent', 'open']);
  });

  test('does not leave the host where only some things may go out', async () => {
    await serve(namespaces.peer, [53, 80]);
    await host.converge({
      backend: 'nftables',
      default_out: 'drop',
      services: [{ name: 'ssh', port: 22 }],
      outgoing: [{ name: 'dns', proto: 'udp', port: 53, to: '198.18.7.2' }],
    });
    const outward = (protocol: Knock['protocol'], port: number, to: string): Knock => ({
      protocol,
      port,
      to,
      from: target4,
    });
    const answers = await knockFrom(namespaces.target, [
      outward('udp', 53, '198.18.7.2'),
      outward('udp', 53, '198.18.7.3'),
      outward('tcp', 80, '198.18.7.2'),
    ]);
    expect(answers.map((answer) => answer === 'open')).toEqual([true, false, false]);
    expect(await knockFrom(namespaces.peer, [knock('tcp', 22)])).toEqual(['open']);
  });
});

/** Neighbours find each other with the first packets, so these may be lost. */
async function neighboursKnown(knocks: readonly Knock[]): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1)
    if ((await knockFrom(namespaces.peer, knocks)).every((answer) => answer === 'open')) return;
  throw new Error('not everything is open before there is a firewall');
}

function knock(protocol: Knock['protocol'], port: number): Knock {
  return { protocol, port, from: '198.18.7.2', to: target4 };
}

describe('a session that was there before the firewall', () => {
  test.each([
    ['accepts packets of unknown connections', '1', {}],
    ['calls them invalid', '0', {}],
    ['calls them invalid, and the service is limited', '0', { limit: '6/30s' }],
    ['calls them invalid, and only answers may go out', '0', { out: 'drop' }],
  ])(
    'lives on where connection tracking %s',
    async (_what, loose, { limit, out }: { limit?: string; out?: string }) => {
      await serve(namespaces.target, [22]);
      const talk = startTalk(namespaces.peer, target4, ends);
      expect(await talk.say('before')).toBe('before');
      run(`echo ${loose} >/proc/sys/net/netfilter/nf_conntrack_tcp_loose`);
      host = firewallInNamespace(namespaces, { session: `198.18.7.2 50000 ${target4} 22` });
      await host.converge({
        backend: 'nftables',
        default_out: out ?? 'accept',
        services: [{ name: 'ssh', port: 22, ...(limit !== undefined && { limit }) }],
      });
      expect(await talk.say('after')).toBe('after');
    },
  );

  test('would die without its service', async () => {
    await serve(namespaces.target, [22]);
    const talk = startTalk(namespaces.peer, target4, ends);
    expect(await talk.say('before')).toBe('before');
    await host.converge({ backend: 'nftables' });
    expect(await talk.say('after')).toBe('nothing');
  });

  test('is never cut: a policy without it is refused before anything is written', async () => {
    host = firewallInNamespace(namespaces, { session: `198.18.7.2 50000 ${target4} 22` });
    await expect(host.converge({ backend: 'nftables', services: [{ name: 'web', port: 443 }] })).rejects.toMatchObject({
      lockOut: true,
    });
    expect(run('nft list tables')).not.toContain('rackwright');
  });
});
