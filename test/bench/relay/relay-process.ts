import net from 'node:net';
import type { DelayClock } from './delay-line.ts';
import { relayConnection } from './relay-connection.ts';

// A process of its own, so that nothing else that the benchmark does adds to the delay. It ends with its parent.

/** What the parent sends once. */
export interface RelayRequest {
  readonly roundTripMs: number;
  readonly relays: readonly { readonly listen: string; readonly address: string; readonly port: number }[];
}

/** What it gets back: the ports, in the same order. */
export interface RelayAnswer {
  readonly ports: readonly number[];
}

const clock: DelayClock = {
  now: () => performance.now(),
  after: (milliseconds, act) => setTimeout(act, Math.max(0, milliseconds)),
};

process.once('message', (request: RelayRequest) => {
  const { roundTripMs, relays } = request;
  void Promise.all(relays.map(async (relay) => listen(relay, roundTripMs))).then((ports) => {
    const answer: RelayAnswer = { ports };
    process.send?.(answer);
  });
});
process.once('disconnect', () => process.exit(0));

async function listen(relay: RelayRequest['relays'][number], roundTripMs: number): Promise<number> {
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) =>
    relayConnection(client, relay, roundTripMs, clock),
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, relay.listen, () => resolve((server.address() as net.AddressInfo).port));
  });
}
