import { ArgumentError } from '../../resource.ts';
import type { Arguments, Data } from '../../resource.ts';
import type { Protocol, Service } from './policy.ts';
import { mergePortRanges, parsePortRange } from './port-range.ts';
import type { PortRange } from './port-range.ts';
import { parseConnectionLimit } from './rate.ts';
import { readPeers } from './read-peers.ts';

/** @throws ArgumentError with the path of the argument: `services[1].port` */
export function readService(entry: Data, path: string, peersName: 'from' | 'to'): Service {
  if (!isMap(entry)) throw new ArgumentError(path, 'must be a map with a name and a port');
  const name = entry['name'];
  if (typeof name !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(name))
    throw new ArgumentError(`${path}.name`, 'must be up to 64 letters, digits, `_`, `.` and `-`');
  const known: readonly string[] = [
    'name',
    'proto',
    'port',
    'ports',
    peersName,
    ...(peersName === 'from' ? ['limit'] : []),
  ];
  const unknown = Object.keys(entry).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw new ArgumentError(`${path}.${unknown}`, 'is not known here', `known are ${known.join(', ')}`);
  const protocols = readProtocols(entry['proto'] ?? 'tcp', `${path}.proto`);
  const withPorts = protocols.some(hasPorts);
  const peers = readPeers(entry[peersName] ?? 'any', `${path}.${peersName}`);
  if (protocols.includes('igmp') && peers.ipv4.length === 0)
    throw new ArgumentError(
      `${path}.${peersName}`,
      'igmp is a protocol of IPv4',
      'IPv6 has its like in ICMPv6, always accepted',
    );
  return {
    name,
    protocols,
    ...(withPorts ? readPorts(entry, path) : { ports: noPorts(entry, path) }),
    peers,
    ...readLimit(entry['limit'], `${path}.limit`, withPorts),
  };
}

const protocolNames: readonly Protocol[] = ['tcp', 'udp', 'esp', 'ah', 'gre', 'igmp', 'vrrp'];

function hasPorts(protocol: Protocol): boolean {
  return protocol === 'tcp' || protocol === 'udp';
}

function isMap(value: Data): value is Arguments {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function readProtocols(given: Data, path: string): readonly Protocol[] {
  const list = listOf(given, path).map((each: Data, index) => {
    const at = Array.isArray(given) ? `${path}[${index}]` : path;
    const protocol = protocolNames.find((name) => name === each);
    if (protocol === undefined) throw new ArgumentError(at, `must be one of ${protocolNames.join(', ')}`);
    return protocol;
  });
  const protocols = protocolNames.filter((name) => list.includes(name));
  if (protocols.some(hasPorts) && !protocols.every(hasPorts))
    throw new ArgumentError(path, 'mixes protocols with and without ports', 'write two entries');
  return protocols;
}

function readPorts(entry: Arguments, path: string): Pick<Service, 'ports' | 'withSshPorts'> {
  const [name, other] = entry['ports'] === undefined ? ['port', 'ports'] : ['ports', 'port'];
  const given = entry[name];
  if (given === undefined) throw new ArgumentError(path, 'needs a port', 'write `port: 22` or `ports: [80, 443]`');
  if (entry[other] !== undefined)
    throw new ArgumentError(`${path}.port`, 'stands beside `ports`', 'put it into `ports`');
  const all = listOf(given, `${path}.${name}`);
  const ranges = all.flatMap((each: Data, index) => {
    if (each === 'ssh') return [];
    const at = Array.isArray(given) ? `${path}.${name}[${index}]` : `${path}.${name}`;
    const range = typeof each === 'number' || typeof each === 'string' ? parsePortRange(String(each)) : undefined;
    if (range === undefined)
      throw new ArgumentError(
        at,
        'must be a port from 1 to 65535 or a range of them',
        'such as 443, "8000:8010", or ssh for those of sshd',
      );
    return [range];
  });
  return { ports: mergePortRanges(ranges), ...(all.includes('ssh') && { withSshPorts: true }) };
}

function noPorts(entry: Arguments, path: string): readonly PortRange[] {
  const name = ['port', 'ports'].find((key) => entry[key] !== undefined);
  if (name !== undefined) throw new ArgumentError(`${path}.${name}`, 'this protocol has no ports');
  return [];
}

function readLimit(given: Data | undefined, path: string, withPorts: boolean): Pick<Service, 'limit'> {
  if (given === undefined || given === null) return {};
  if (!withPorts) throw new ArgumentError(path, 'only connections of tcp and udp can be counted');
  const limit = typeof given === 'string' ? parseConnectionLimit(given) : undefined;
  if (limit === undefined)
    throw new ArgumentError(path, 'must be at most 100 connections in at most a day', 'such as 6/30s');
  return { limit };
}

function listOf(given: Data, path: string): readonly Data[] {
  const list: readonly Data[] = Array.isArray(given) ? given : [given];
  if (list.length === 0) throw new ArgumentError(path, 'must not be empty');
  return list;
}
