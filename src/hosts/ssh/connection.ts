import { caught } from '../caught.ts';
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { HostError } from '../../diagnostics/errors.ts';
import type { OpenChannel } from '../../wire/channel.ts';
import { createChannelOpener } from './channels.ts';

/** An SSH connection on which the user is logged in. */
export interface SshConnection {
  readonly open: OpenChannel;
  /** A stream to another address, as seen from the server. @throws HostError */
  forward(host: string, port: number): Promise<Duplex>;
  /** Settles when the connection is gone. The error says why, unless it was closed from here. */
  readonly closed: Promise<HostError | undefined>;
  /** Ends it; safe to call twice. */
  readonly close: () => void;
}

/** How long a server may take to hang up before the line is cut. */
const farewellMs = 1000;

/** Wraps a client that is ready. `stream` is what it speaks over; `place` is for messages: `web1 port 22`. */
export function wrapClient(client: Client, stream: Duplex, place: string): SshConnection {
  let closing = false;
  let lastError: Error | undefined;
  client.on('error', (error) => (lastError = error));
  const closed = new Promise<HostError | undefined>((resolve) => {
    client.once('close', () => resolve(closing ? undefined : lost(place, lastError)));
  });
  return {
    open: createChannelOpener(client, closed),
    forward: async (host, port) => await forward(client, place, host, port),
    closed,
    close: () => {
      if (closing) return;
      closing = true;
      client.end();
      // Not `client.destroy()`, which does nothing once we have said good-bye; a frozen server would hold us for ever.
      const cut = setTimeout(() => stream.destroy(), farewellMs);
      void closed.then(() => clearTimeout(cut));
    },
  };
}

function lost(place: string, error: Error | undefined): HostError {
  const silent = error?.message === 'Keepalive timeout';
  const why = silent ? 'nothing came for 45 s' : (error?.message ?? 'the other side hung up');
  return new HostError('unreachable', `the connection to ${place} was lost: ${why}`, { cause: error });
}

async function forward(client: Client, place: string, host: string, port: number): Promise<Duplex> {
  return await new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      const why = error.message.replace('(SSH) Channel open failure: ', '');
      reject(
        new HostError('unreachable', `the jump host ${place} cannot reach ${host} port ${port}: ${why}`, {
          cause: error,
        }),
      );
    };
    try {
      client.forwardOut('127.0.0.1', 0, host, port, (error, stream) => {
        if (error === undefined) resolve(stream);
        else fail(error);
      });
    } catch (error) {
      fail(caught(error).error);
    }
  });
}
