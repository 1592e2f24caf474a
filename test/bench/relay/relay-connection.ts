import net from 'node:net';
import type { DelayClock } from './delay-line.ts';
import { delayLine } from './delay-line.ts';

/**
 * Joins a connection that has just been accepted with the host behind it, as if the line between them were longer. No
 * limit of bandwidth, no loss.
 * @param roundTripMs half of it in each direction
 */
export function relayConnection(
  client: net.Socket,
  target: { readonly address: string; readonly port: number },
  roundTripMs: number,
  clock: DelayClock,
): void {
  const server = new net.Socket({ allowHalfOpen: true });
  const toServer = delayLine(clock);
  const toClient = delayLine(clock);
  // The client was accepted at once. On a long line its SYN, the answer and its first data come before the server speaks.
  toServer.later(1.5 * roundTripMs, () => server.connect({ host: target.address, port: target.port, noDelay: true }));
  carry(client, server, (act) => toServer.later(roundTripMs / 2, act));
  carry(server, client, (act) => toClient.later(roundTripMs / 2, act));
}

function carry(from: net.Socket, to: net.Socket, later: (act: () => void) => void): void {
  from.on('data', (chunk: Buffer) => later(() => to.write(chunk)));
  from.on('end', () => later(() => to.end()));
  // What went wrong is told by the closing that follows.
  from.on('error', () => undefined);
  from.on('close', (failed) => later(() => (failed ? to.resetAndDestroy() : to.destroySoon())));
}
