import { CannotConverge } from '../../resource.ts';
import { parseIpAddress } from './ip-address.ts';
import type { IpAddress } from './ip-address.ts';
import type { Observed } from './observed.ts';
import type { Policy } from './policy.ts';
import { verdictOf } from './verdict.ts';

/**
 * This session, and a new one like it, must get through. A local connection has nothing to lose.
 * @throws CannotConverge marked as lock-out, naming what would cut it
 */
export function refuseLockOut(policy: Policy, { session }: Observed): void {
  if (session === undefined) return;
  const { clientAddress, serverAddress, serverPort } = session;
  const source = withoutMapping(clientAddress);
  if (source === undefined) return;
  const verdict = verdictOf(policy, {
    source,
    protocol: 'tcp',
    sourcePort: session.clientPort,
    port: serverPort,
    loopback: clientAddress === serverAddress,
    connection: 'new',
    opening: true,
    overLimit: false,
  });
  if (verdict.accepted) return;
  throw new CannotConverge(
    `this session, from ${clientAddress} to port ${serverPort}, would be cut off: ${explain(policy, serverPort)} and ${verdict.because}`,
    { lockOut: true },
  );
}

function explain({ services }: Policy, port: number): string {
  const named = services.filter(
    ({ protocols, ports }) =>
      protocols.includes('tcp') && ports.some(({ first, last }) => first <= port && port <= last),
  );
  if (named.length === 0) return `no service has tcp port ${port}`;
  return `${named.map(({ name }) => `service ${name}`).join(' and ')} does not name that address`;
}

/** sshd shows an IPv4 client of an IPv6 socket as `::ffff:198.18.0.7`; the packets are IPv4. */
function withoutMapping(text: string): IpAddress | undefined {
  return parseIpAddress(text.replace(/^::ffff:(?=\d+\.)/i, ''));
}
