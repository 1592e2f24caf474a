import type { Rule } from '../rule.ts';

/** C1 */
export const oneAddressTwice: Rule = {
  id: 'C1',
  title: 'Two hosts have one address',
  explanation: `Looks at \`host_addresses\` and \`ansible_host\`. Two hosts with one address are one host, or a mistake that configures the wrong one.`,
  judge: ({ hosts }) => {
    const holders = new Map<string, string[]>();
    for (const { name, addresses } of hosts)
      for (const each of new Set(addresses)) holders.set(each, [...(holders.get(each) ?? []), name]);
    return [...holders].flatMap(([address, names]) => {
      if (names.length < 2) return [];
      return [
        {
          about: `address ${address}`,
          severity: 'HIGH' as const,
          title: `${names.join(' and ')} have the same address ${address}`,
          evidence: names.map((name) => ({ text: `${name}: ${address}` })),
          reasoning:
            'A run for one of them changes the other. Rules and backends that name both count one machine twice.',
          remedy:
            'correct `ansible_host` or `host_addresses` of one of them, or remove it from the inventory: `rackwright inventory --explain ansible_host --host HOST` says where it stands',
        },
      ];
    });
  },
};
