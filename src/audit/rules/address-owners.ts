import { movingAddresses } from '../configuration/keepalived.ts';
import type { Evidence } from '../finding.ts';
import type { Rule } from '../rule.ts';
import type { Site } from '../site.ts';

/** T4b */
export const addressOwners: Rule = {
  id: 'T4b',
  title: 'A shared address may be on two hosts, or on none',
  explanation: `Looks at services \`proto: vrrp\`: whether each of their hosts lets in the signs of life (protocol 112) of the others. At hosts with keepalived that no such service
has. And with \`--live\` at who holds each address that keepalived moves, or that the inventory says is another host's: it must be exactly one. Hosts that
cannot hear each other all take the address, and whom a client reaches is chance. What a firewall lets through as an answer to one’s own signs of life hides that until a boot.`,
  judge: (site) => [
    ...deaf(site).map((each) => ({ ...each, ...common })),
    ...owners(site).map((each) => ({ ...each, ...common })),
  ],
};

const common = {
  severity: 'HIGH' as const,
  reasoning:
    'With two owners, switches and neighbours send packets now to the one and now to the other, and connections break. With none, nobody gets in although every host works.',
};

interface Found {
  readonly about: string;
  readonly title: string;
  readonly evidence: readonly Evidence[];
  readonly remedy: string;
}

function deaf(site: Site): readonly Found[] {
  const exchanges = site.services.filter(({ proto }) => proto.includes('vrrp'));
  const closed = exchanges.flatMap(({ name, on, hosts, from, span }) => {
    // Networks may hold any of them.
    if (from?.some(({ networks }) => networks.length > 0) ?? true) return [];
    const known = from?.flatMap((each) => each.hosts) ?? [];
    const unheard = hosts.length < 2 ? [] : hosts.filter((host) => !known.includes(host));
    if (unheard.length === 0) return [];
    return [
      {
        about: `service ${name}`,
        title: `nobody hears ${unheard.join(', ')} in ${name}`,
        evidence: [{ text: `${name} on ${hosts.join(', ')} lets in ${known.join(', ')}`, at: site.place(span) }],
        remedy: `set \`from: [${on.join(', ')}]\` for ${name} in \`topology.services\` and run \`playbooks/site.yml\``,
      },
    ];
  });
  const without = [...site.evidence].flatMap(([host, evidence]) =>
    movingAddresses(evidence)?.length && !exchanges.some(({ hosts }) => hosts.includes(host)) ? [host] : [],
  );
  if (without.length < 2) return closed;
  return [
    ...closed,
    {
      about: `hosts ${without.join(', ')}, vrrp`,
      title: `no firewall lets ${without.join(' and ')} hear each other`,
      evidence: without.map((host) => ({
        text: `${host}: keepalived moves addresses, and no service with \`proto: vrrp\` is on it`,
      })),
      remedy:
        'add `{name: vrrp, proto: vrrp, on: lb, from: lb}` with their group to `topology.services` and run `playbooks/site.yml`',
    },
  ];
}

function owners(site: Site): readonly Found[] {
  const seen = [...site.evidence].filter(([, { addresses }]) => addresses !== undefined);
  const own = site.hosts.flatMap(({ addresses }) => addresses);
  const moving = new Map<string, string[]>();
  for (const [host, evidence] of site.evidence)
    for (const address of movingAddresses(evidence) ?? []) moving.set(address, [...(moving.get(address) ?? []), host]);
  return [...new Set([...moving.keys(), ...own])].flatMap((address) => {
    const holders = seen.flatMap(([host, { addresses }]) => (addresses?.includes(address) === true ? [host] : []));
    const members = moving.get(address) ?? [];
    const all = members.length > 1 && members.every((host) => seen.some(([name]) => name === host));
    if (holders.length === 1 || (holders.length === 0 && !all)) return [];
    const group = members.join(',') || holders.join(',');
    return [
      {
        about: `address ${address}`,
        title: `${holders.length === 0 ? 'nobody' : holders.join(' and ')} holds ${address}`,
        evidence: (holders.length === 0 ? members : holders).map((host) => ({
          text: `${host} ${holders.length === 0 ? 'could have' : 'has'} ${address} on an interface`,
        })),
        remedy:
          holders.length === 0
            ? `\`rackwright exec ${group} -b -m service -a "{name: keepalived, state: restarted}"\`; \`playbooks/site.yml\` starts what it asks about (haproxy)`
            : `let a service \`{proto: vrrp}\` in \`topology.services\` be on both and \`from\` both, so that they hear each other, and run \`playbooks/site.yml\`, which gives both the same \`virtual_router_id\`; what somebody added by hand goes with \`ip address del\``,
      },
    ];
  });
}
