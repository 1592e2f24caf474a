import type { IpFamily } from '../ip-address.ts';
import { formatIpRange, parseIpRange } from '../ip-range.ts';
import { parseLogRate } from '../rate.ts';
import type { LogRate } from '../policy.ts';

/** The values of an option in one spelling; those of other options as they are. */
export function normalValues(option: string, values: readonly string[], family: IpFamily): readonly string[] {
  const [value, ...rest] = values;
  const spell = spellings.get(option);
  return value === undefined || spell === undefined ? values : [spell(value, family), ...rest];
}

/** Names that iptables itself knows, else the number, because /etc/protocols may be missing. */
export function normalProtocol(protocol: string): string {
  return protocols.get(protocol) ?? protocol;
}

const protocols: ReadonlyMap<string, string> = new Map([
  ['0', 'all'],
  ['1', 'icmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
  ['50', 'esp'],
  ['51', 'ah'],
  ['58', 'ipv6-icmp'],
  ['icmpv6', 'ipv6-icmp'],
  ['132', 'sctp'],
  ['igmp', '2'],
  ['gre', '47'],
  ['vrrp', '112'],
]);

const spellings: ReadonlyMap<string, (value: string, family: IpFamily) => string> = new Map([
  ['-s', address],
  ['-d', address],
  ['-p', normalProtocol],
  ['--ctstate', sortedList],
  ['--icmp-type', icmpType],
  ['--icmpv6-type', icmpType],
  ['--limit', rate],
  ['--log-level', (value) => (value === 'warning' || value === 'warn' ? '4' : value)],
]);

function address(value: string): string {
  const range = parseIpRange(value);
  return range === undefined ? value : formatIpRange(range);
}

function sortedList(value: string): string {
  return value.split(',').sort().join(',');
}

function icmpType(value: string, family: IpFamily): string {
  return icmpTypes[family].get(value) ?? value;
}

const icmpTypes: Readonly<Record<IpFamily, ReadonlyMap<string, string>>> = {
  ipv4: new Map([
    ['echo-reply', '0'],
    ['pong', '0'],
    ['destination-unreachable', '3'],
    ['redirect', '5'],
    ['echo-request', '8'],
    ['ping', '8'],
    ['time-exceeded', '11'],
    ['ttl-exceeded', '11'],
    ['parameter-problem', '12'],
  ]),
  ipv6: new Map([
    ['destination-unreachable', '1'],
    ['packet-too-big', '2'],
    ['time-exceeded', '3'],
    ['ttl-exceeded', '3'],
    ['parameter-problem', '4'],
    ['echo-request', '128'],
    ['ping', '128'],
    ['echo-reply', '129'],
    ['pong', '129'],
    ['router-solicitation', '133'],
    ['router-advertisement', '134'],
    ['neighbour-solicitation', '135'],
    ['neighbor-solicitation', '135'],
    ['neighbour-advertisement', '136'],
    ['neighbor-advertisement', '136'],
    ['redirect', '137'],
  ]),
};

/** The kernel counts 60 a minute and one a second alike. */
function rate(value: string): string {
  const given = parseLogRate(value.replace(/^\d+$/, '$&/sec'));
  return given === undefined ? value : reduced(given);
}

function reduced({ count, unit }: LogRate): string {
  const finer = finerUnits.get(unit);
  if (finer === undefined || count % finer.times !== 0) return `${count}/${unit}`;
  return reduced({ count: count / finer.times, unit: finer.unit });
}

const finerUnits: ReadonlyMap<LogRate['unit'], { readonly unit: LogRate['unit']; readonly times: number }> = new Map([
  ['hour', { unit: 'min', times: 60 }],
  ['min', { unit: 'sec', times: 60 }],
]);
