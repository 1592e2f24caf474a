import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Arguments } from '../../src/resource.ts';
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
  backend: 'iptables',
  default_in: 'reject',
  default_out: 'drop',
  log_dropped: '60/min',
  services: [
    { name: 'ssh', port: 22, from: 'any' },
    { name: 'https', ports: [443, '8000:8010'], from: ['198.18.7.2', '2001:db8:7::/64'] },
    { name: 'galera', proto: ['tcp', 'udp'], port: 4567, from: ['198.18.7.0/24', '2001:db8::1:0:0:1'] },
    { name: 'many', ports: [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, '29-31', 33, 35] },
    { name: 'vrrp', proto: 'vrrp', from: '198.18.7.0/24' },
    { name: 'gre', proto: 'gre', from: ['198.18.7.4', '2001:db8:0:1:1:1:1:1'] },
    { name: 'others', proto: ['ah', 'esp', 'igmp'] },
    { name: 'slow', port: 2222, limit: '3/10s' },
    { name: 'most', port: 2224, limit: '100/day' },
    { name: 'slow-many', proto: ['tcp', 'udp'], ports: [2223, 2225], limit: '6/min', from: ['198.18.7.0/24'] },
  ],
  outgoing: [
    { name: 'dns', proto: ['udp', 'tcp'], port: 53, to: ['198.18.7.2', '2001:db8:7::2'] },
    { name: 'web', ports: [80, 443] },
  ],
};

const web: Arguments = {
  backend: 'iptables',
  services: [
    { name: 'ssh', port: 22 },
    { name: 'web', ports: [443, '8000:8010'], from: ['198.18.7.2', '2001:db8:7::2'] },
    { name: 'dns', proto: 'udp', port: 53 },
  ],
};

let namespaces: JoinedNamespaces;
beforeEach(() => {
  namespaces = joinNamespaces();
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

/** Neighbours find each other with the first packets, so these may be lost. */
async function allOpen(knocks: readonly Knock[]): Promise<void> {
  let answers = await knockFrom(namespaces.peer, knocks);
  for (let tries = 1; tries < 5 && answers.some((answer) => answer !== 'open'); tries += 1)
    answers = await knockFrom(namespaces.peer, knocks);
  expect(new Set(answers)).toEqual(new Set(['open']));
}

function run(script: string): string {
  const ran = namespaces.run(namespaces.target, script);
  if (ran.status !== 0) throw new Error(ran.stderr);
  return ran.stdout.toString();
}

describe.each(['nft', 'legacy'] as const)('iptables (%s)', (variant) => {
  let host: FirewallInNamespace;
  beforeEach(() => {
    host = firewallInNamespace(namespaces, { variant });
  });

  test('shows every kind of rule as it was meant, and has nothing to do a second time', async () => {
    await host.converge(everything);
    expect(await host.converge(everything)).toEqual([]);
  });

  test('removes a rule that was added by hand, and shows it as one line', async () => {
    await host.converge(web);
    run(`iptables-${variant} -I RACKWRIGHT-INPUT 3 -p tcp --dport 9999 -j ACCEPT`);
    const { changes } = await host.inspect(web);
    const [change] = changes;
    const [before, after] = [change?.from, change?.to].map((value) =>
      (value as { readonly text: string }).text.split('\n'),
    );
    expect(changes.map(({ attribute }) => attribute)).toEqual(['ipv4 RACKWRIGHT-INPUT']);
    expect(before?.filter((line) => !after?.includes(line))).toEqual(['-p tcp -m tcp --dport 9999 -j ACCEPT']);
    expect(after?.filter((line) => !before?.includes(line))).toEqual([]);
    await host.converge(web);
    expect(run(`iptables-${variant}-save`)).not.toContain('9999');
  });

  test('leaves chains, rules and counters of others alone', async () => {
    run(`iptables-${variant} -N DOCKER-USER; iptables-${variant} -A DOCKER-USER -j RETURN -c 5 300
      iptables-${variant} -A FORWARD -j DOCKER-USER; iptables-${variant} -A INPUT -p tcp --dport 9 -j DROP -c 7 420`);
    await host.converge(web);
    await host.converge(everything);
    const saved = run(`iptables-${variant}-save -c`);
    expect(saved).toContain('[5:300] -A DOCKER-USER -j RETURN');
    expect(saved).toContain('[7:420] -A INPUT -p tcp -m tcp --dport 9 -j DROP');
  });

  test.each([
    ['is missing', '-D INPUT -j RACKWRIGHT-INPUT'],
    ['is behind another rule', '-I INPUT -p tcp --dport 9 -j ACCEPT'],
    ['is there twice', '-A INPUT -j RACKWRIGHT-INPUT'],
  ])('puts the jump in its place when it %s', async (_what, command) => {
    await host.converge(web);
    run(`ip6tables-${variant} ${command}`);
    expect(await host.converge(web)).toEqual(['ipv6 jump from INPUT']);
    expect(run(`ip6tables-${variant} -S INPUT`).split('\n')[1]).toBe('-A INPUT -j RACKWRIGHT-INPUT');
  });

  test('lets fail2ban stay in front', async () => {
    run(`iptables-${variant} -N f2b-sshd; iptables-${variant} -I INPUT -p tcp -m multiport --dports 22 -j f2b-sshd`);
    await host.converge(web);
    const rules = run(`iptables-${variant} -S INPUT`);
    expect(rules.indexOf('f2b-sshd')).toBeLessThan(rules.indexOf('RACKWRIGHT-INPUT'));
    run(`iptables-${variant} -N f2b-web; iptables-${variant} -I INPUT -p tcp -m multiport --dports 443 -j f2b-web`);
    expect(await host.converge(web)).toEqual([]);
  });

  test('removes the output chain when everything may go out again', async () => {
    await host.converge(everything);
    await host.converge(web);
    expect(run(`iptables-${variant}-save; ip6tables-${variant}-save`)).not.toContain('RACKWRIGHT-OUTPUT');
  });

  test('gives the next boot the same rules, without a second jump when it runs again', async () => {
    await host.converge(everything);
    const before = run(`iptables-${variant} -S; ip6tables-${variant} -S`);
    run(`for t in iptables ip6tables; do $t-${variant} -F; $t-${variant} -X; done`);
    for (const round of [1, 2]) {
      restoreSaved(host, variant);
      expect({ round, rules: run(`iptables-${variant} -S; ip6tables-${variant} -S`) }).toEqual({
        round,
        rules: before,
      });
    }
  });

  test.each(['sec', 'min', 'hour'])('is understood with every rate up to 100/%s', async (unit) => {
    for (const count of [1, 30, 59, 60, 73, 100]) {
      await host.converge({ backend: 'iptables', log_dropped: `${count}/${unit}` });
    }
    expect(run(`iptables-${variant}-save`)).toContain('RACKWRIGHT DROP');
  });
});

/** Runs the saved script as the boot does, with the saved files where it looks for them. */
function restoreSaved(host: FirewallInNamespace, variant: string): void {
  const script = new TextDecoder()
    .decode(host.files.get(persistedPaths.script))
    .replaceAll('/etc/rackwright/firewall', '"$saved"');
  const put = [persistedPaths.ipv4, persistedPaths.ipv6]
    .map(
      (path) =>
        `cat >"$saved/${path.split('/').at(-1) ?? ''}" <<'EOF'\n${new TextDecoder().decode(host.files.get(path))}EOF\n`,
    )
    .join('');
  const programs = `for t in iptables ip6tables; do for k in '' -restore; do ln -s "$(command -v $t-${variant}$k)" "$saved/$t$k"; done; done`;
  run(
    `saved=$(mktemp -d); ${programs}; PATH=$saved:$PATH\n${put}(${script}\n); status=$?; rm -r "$saved"; exit $status`,
  );
}

describe('what is reachable', () => {
  beforeEach(() => serve(namespaces.target, [22, 53, 443, 8005, 8011, 9999]));

  test.each(['nft', 'legacy'] as const)('is what was declared, by address, port and protocol (%s)', async (variant) => {
    const host = firewallInNamespace(namespaces, { variant });
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
    await allOpen(knocks);
    await host.converge(web);
    const answers = await knockFrom(namespaces.peer, knocks);
    const wanted = table.flatMap(([, , , answer]) => [answer, answer]);
    expect(knocks.map((knock, index) => ({ ...knock, answer: answers[index] }))).toEqual(
      knocks.map((knock, index) => ({ ...knock, answer: wanted[index] })),
    );
  });

  test('is refused at once with reject, and pings are answered only when they are wanted', async () => {
    const host = firewallInNamespace(namespaces);
    const ping = (address: string): number | null =>
      namespaces.run(namespaces.peer, `busybox ping -c 1 -W 1 ${address} >/dev/null`).status;
    await host.converge({ backend: 'iptables', default_in: 'reject' });
    expect(await knockFrom(namespaces.peer, [knock('tcp', 9999), knock('udp', 9999)])).toEqual(['refused', 'refused']);
    expect([ping(target4), ping(target6)]).toEqual([0, 0]);
    await host.converge({ backend: 'iptables', icmp: 'drop' });
    expect([ping(target4), ping(target6)]).toEqual([1, 1]);
  });

  test('ends at the limit, for each address on its own, and not for open connections', async () => {
    const host = firewallInNamespace(namespaces);
    await host.converge({ backend: 'iptables', services: [{ name: 'ssh', port: 22, limit: '4/60s' }] });
    const answers: Answer[] = [];
    for (const last of ['2', '2', '2', '2', '3']) {
      answers.push(...(await knockFrom(namespaces.peer, [{ ...knock('tcp', 22), from: `198.18.7.${last}` }])));
    }
    expect(answers).toEqual(['open', 'open', 'open', 'silent', 'open']);
  });

  test('does not leave the host where only some things may go out', async () => {
    const host = firewallInNamespace(namespaces);
    await serve(namespaces.peer, [53, 80]);
    await host.converge({
      backend: 'iptables',
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
      const host = firewallInNamespace(namespaces, { session: `198.18.7.2 50000 ${target4} 22` });
      await host.converge({
        backend: 'iptables',
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
    await firewallInNamespace(namespaces).converge({ backend: 'iptables' });
    expect(await talk.say('after')).toBe('nothing');
  });

  test('is never cut: a policy without it is refused before anything is written', async () => {
    const host = firewallInNamespace(namespaces, { session: `198.18.7.2 50000 ${target4} 22` });
    await expect(host.converge({ backend: 'iptables', services: [{ name: 'web', port: 443 }] })).rejects.toMatchObject({
      lockOut: true,
    });
    expect(run('iptables-nft-save')).not.toContain('RACKWRIGHT');
  });
});
