import { caught } from '../caught.ts';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Hop } from './hop.ts';

/**
 * Opens a TCP connection without Nagle's delay, which ssh2 would leave on (it costs 40 ms a command). The caller limits
 * the time by aborting.
 * @throws Error with the system's `code`
 */
export async function openTcp({ config }: Hop, signal: AbortSignal): Promise<Socket> {
  const socket = connect({
    host: config.hostName,
    port: config.port,
    noDelay: true,
    family: config.addressFamily,
    ...(config.bindAddress === undefined ? {} : { localAddress: config.bindAddress }),
  });
  const abort = (): void => void socket.destroy(caught(signal.reason).error);
  signal.addEventListener('abort', abort);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
      if (signal.aborted) abort();
    });
    return socket;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
