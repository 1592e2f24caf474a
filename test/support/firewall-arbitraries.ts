import fc from 'fast-check';
import { readPolicy } from '../../src/resources/firewall/read-policy.ts';
import type { IncomingPacket } from '../../src/resources/firewall/verdict.ts';
import { addressOf } from './iptables-simulator.ts';

// Few values, so that packets hit services often.
const addresses = [
  '198.18.0.1',
  '198.18.0.200',
  '198.18.1.1',
  '203.0.113.9',
  '2001:db8::1',
  '2001:db8:1::1',
  'fe80::1',
  '::1',
];
const networks = [
  'any',
  '0.0.0.0/0',
  '::/0',
  '198.18.0.0/24',
  '198.18.0.0/16',
  '2001:db8::/32',
  'fe80::/10',
  ...addresses,
];
const ports = fc.integer({ min: 1, max: 40 });

const peers = fc.oneof(
  fc.constantFrom(...networks),
  fc.uniqueArray(fc.constantFrom(...networks.slice(1)), { minLength: 1, maxLength: 4 }),
);
const portList = fc.array(
  fc.oneof(
    ports,
    fc.tuple(ports, ports).map(([a, b]) => `${Math.min(a, b)}:${Math.max(a, b)}`),
  ),
  {
    minLength: 1,
    maxLength: 20,
  },
);
const withPorts = fc.record(
  {
    proto: fc.constantFrom('tcp', 'udp', ['tcp', 'udp']),
    ports: portList,
    from: peers,
    limit: fc.constantFrom('6/30s', '10/min'),
  },
  { requiredKeys: ['ports'] },
);
const withoutPorts = fc.record(
  { proto: fc.constantFrom('vrrp', 'esp', 'ah', 'gre', ['ah', 'esp']), from: peers },
  { requiredKeys: ['proto'] },
);

/** Policies of all kinds. */
export const policies = fc
  .record({
    default_in: fc.constantFrom('drop', 'reject', 'accept'),
    icmp: fc.constantFrom('accept', 'drop'),
    log_dropped: fc.constantFrom('5/min', false),
    services: fc.array(fc.oneof({ weight: 4, arbitrary: withPorts }, { weight: 1, arbitrary: withoutPorts }), {
      maxLength: 5,
    }),
  })
  .map(({ services, ...rest }) =>
    readPolicy({ ...rest, services: services.map((each, index) => ({ name: `s${index}`, ...each })) }),
  );

export const packets: fc.Arbitrary<IncomingPacket> = fc.record({
  source: fc.constantFrom(...addresses).map(addressOf),
  protocol: fc.constantFrom('tcp', 'tcp', 'udp', 'icmp', 'vrrp', 'esp', 'ah', 'gre', 'igmp'),
  sourcePort: fc.constantFrom(1024, 67, 547),
  port: fc.oneof(ports, fc.constantFrom(68, 546)),
  icmpType: fc.constantFrom(0, 1, 2, 3, 5, 8, 11, 128, 135, 137),
  loopback: fc.constantFrom(false, false, false, true),
  connection: fc.constantFrom('new', 'new', 'established', 'invalid'),
  opening: fc.boolean(),
  overLimit: fc.boolean(),
});
