import type { BenchHost } from '../bench-host.ts';

/** Pure. The lines of a known_hosts file about `direct`, for the same hosts in the same order at other addresses. */
export function knownHostsBehindRelays(
  text: string,
  direct: readonly BenchHost[],
  relayed: readonly BenchHost[],
): string {
  const names = new Map(direct.map(({ address }, index) => [address, relayed[index]]));
  const lines = text.split('\n').flatMap((line) => {
    const [address = '', ...key] = line.split(' ');
    const host = names.get(address);
    return host === undefined ? [] : [`[${host.address}]:${host.port} ${key.join(' ')}\n`];
  });
  return lines.join('');
}
