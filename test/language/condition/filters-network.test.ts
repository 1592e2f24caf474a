import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../../../src/language/condition/evaluate.ts';
import { parseCondition } from '../../../src/language/condition/parse.ts';
import { locatedText, problemsOf } from '../../support/located-text.ts';

/** Python's own `ipaddress` is the judge. */
const judge = `
import ipaddress, json, sys
for line in sys.stdin:
    cidr, number, other = json.loads(line)
    interface = ipaddress.ip_interface(cidr)
    net = interface.network
    index = number % net.num_addresses
    inside = ipaddress.ip_address(other)
    print(json.dumps([str(net.network_address), str(net.netmask), net.prefixlen, str(interface.ip),
        str(net.broadcast_address) if net.version == 4 else None, str(net[index]), str(net[-1]),
        inside in net]))
`;

const ipv4 = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }));
const ipv6 = fc.tuple(
  fc.ipV6().filter((each) => !each.includes('.')),
  fc.integer({ min: 0, max: 128 }),
);
const cases = fc.oneof(
  fc.tuple(ipv4, fc.nat(), fc.ipV4()),
  fc.tuple(
    ipv6,
    fc.nat(),
    fc.ipV6().filter((each) => !each.includes('.')),
  ),
);

test('networks are calculated as Python calculates them', () => {
  const asked = fc.sample(cases, { numRuns: 1_000, seed: 1 });
  const lines = asked.map(([[address, prefix], number, other]) =>
    JSON.stringify([`${address}/${prefix}`, number, other]),
  );
  const answers = execFileSync('/usr/bin/python3', ['-c', judge], { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
  const ours = asked.map(([[address, prefix], number, other]) => {
    const scope = { c: `${address}/${prefix}`, other };
    const size = 2n ** BigInt((address.includes(':') ? 128 : 32) - prefix);
    const give = (text: string): unknown => evaluate(parseCondition(locatedText(text)), scope);
    return [
      give('c | cidr_network'),
      give('c | cidr_netmask'),
      give('c | cidr_prefix'),
      give('c | cidr_address'),
      address.includes(':') ? null : give('c | cidr_broadcast'),
      give(`c | cidr_host(${BigInt(number) % size})`),
      give('c | cidr_host(-1)'),
      give('c | cidr_contains(other)'),
    ];
  });
  expect(ours).toEqual(
    answers
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  );
});

test.each([
  '10.0.0.0',
  '10.0.0/8',
  '010.0.0.0/8',
  '10.0.0.0/33',
  'fe80::1%eth0/64',
  '10.0.0.0/+8',
  '::/129',
  'x/8',
  '1.2.3.4/8/9',
])('%s is no network', (text) => {
  expect(problemsOf(() => evaluate(parseCondition(locatedText('x | cidr_network')), { x: text }))).toHaveLength(1);
});
