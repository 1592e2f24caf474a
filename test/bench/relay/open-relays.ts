import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BenchHost, BenchSite } from '../bench-host.ts';
import { knownHostsBehindRelays } from './known-hosts-behind-relays.ts';
import type { RelayAnswer, RelayRequest } from './relay-process.ts';

/** The same hosts at the end of a longer line. */
export interface Relays {
  readonly site: Omit<BenchSite, 'directory'>;
  close(): void;
}

/**
 * Each host gets a loopback address of its own (198.18.64.11 → 127.18.64.11), because clients limit connections for each
 * address.
 * @param knownHosts file to write, with the hosts' keys under their new addresses
 */
export async function openRelays(
  direct: Omit<BenchSite, 'directory'>,
  roundTripMs: number,
  knownHosts: string,
): Promise<Relays> {
  const child = fork(fileURLToPath(new URL('relay-process.ts', import.meta.url)), { stdio: 'inherit', detached: true });
  const ended = once(child, 'exit').then(([status]) => {
    throw new Error(`the relay ended with ${String(status)}`);
  });
  const relays = direct.hosts.map(({ address, port }) => ({ listen: loopback(address), address, port }));
  const request: RelayRequest = { roundTripMs, relays };
  child.send(request);
  const [answer] = (await Promise.race([once(child, 'message'), ended])) as [RelayAnswer];
  ended.catch(() => undefined);
  const hosts: readonly BenchHost[] = direct.hosts.map(({ name, address }, index) => ({
    name,
    address: loopback(address),
    port: answer.ports[index] ?? 0,
  }));
  const known = await readFile(direct.knownHosts, 'utf8');
  await writeFile(knownHosts, knownHostsBehindRelays(known, direct.hosts, hosts));
  return { site: { ...direct, hosts, knownHosts }, close: () => child.disconnect() };
}

function loopback(address: string): string {
  return address.replace(/^\d+/, '127');
}
