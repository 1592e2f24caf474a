import { Client } from 'ssh2';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import type { Duplex } from 'node:stream';
import { HostError } from '../../diagnostics/errors.ts';
import { chooseAlgorithms } from './algorithms.ts';
import type { ConnectAttempt } from './connect-limit.ts';
import type { SshConnection } from './connection.ts';
import { startDeadline } from './deadline.ts';
import { explainConnectionError, timedOut } from './explain.ts';
import { placeOf } from './hop.ts';
import type { Hop } from './hop.ts';
import { openHopStream } from './hop-stream.ts';

/** Asks a server once for its key of one of these types; nothing when it has none. Never rejects. */
export async function askHostKey(
  hop: Hop,
  jump: SshConnection | undefined,
  types: readonly ServerHostKeyAlgorithm[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ConnectAttempt<Buffer | undefined>> {
  const place = placeOf(hop);
  const deadline = startDeadline(timeoutMs, signal);
  try {
    const { stream } = await openHopStream(hop, jump, deadline.signal);
    const { key, error } = await exchangeKeys(stream, hop.config.user, types, deadline.signal);
    if (key !== undefined) return { value: key };
    if (error?.message.includes('no matching host key') === true) return { value: undefined };
    if (deadline.expired()) return { error: timedOut(place, timeoutMs), retryable: false };
    return {
      error: explainConnectionError(place, error),
      retryable: error?.message.startsWith('Connection lost') ?? true,
    };
  } catch (error) {
    if (error instanceof HostError) return { error, retryable: false };
    if (deadline.expired()) return { error: timedOut(place, timeoutMs), retryable: false };
    return { error: explainConnectionError(place, error), retryable: false };
  } finally {
    deadline.clear();
  }
}

/** Only a finished key exchange proves that the server holds the private key. */
async function exchangeKeys(
  stream: Duplex,
  username: string,
  types: readonly ServerHostKeyAlgorithm[],
  signal: AbortSignal,
): Promise<{ readonly key?: Buffer; readonly error?: Error }> {
  const abort = (): void => void stream.destroy();
  signal.addEventListener('abort', abort);
  let shown: Buffer | undefined;
  let error: Error | undefined;
  const client = new Client();
  const proven = await new Promise<boolean>((resolve) => {
    client.once('handshake', () => resolve(true));
    client.once('close', () => resolve(false));
    // The first one says why; a reset that follows it says nothing.
    client.on('error', (each) => (error ??= each));
    client.connect({
      sock: stream,
      username,
      algorithms: { ...chooseAlgorithms({}, []), serverHostKey: [...types] },
      hostVerifier: (key: Buffer) => {
        shown = Buffer.from(key);
        return true;
      },
      // Nobody logs in here.
      authHandler: () => undefined,
      readyTimeout: 0,
    });
    if (signal.aborted) abort();
  });
  signal.removeEventListener('abort', abort);
  client.end();
  stream.destroy();
  return { ...(proven && shown !== undefined ? { key: shown } : {}), ...(error === undefined ? {} : { error }) };
}
