import type { Duplex } from 'node:stream';
import { Client } from 'ssh2';
import type { Algorithms } from 'ssh2';
import type { HostError } from '../../diagnostics/errors.ts';
import type { Authentication } from './authentication.ts';
import { gatherWrites } from './gather-writes.ts';
import { ignoreHostKeyOffers } from './ignore-host-key-offers.ts';
import { signAtOnce } from './sign-at-once.ts';

/** Judges a host key; an error means no. */
export type VerifyHostKey = (key: Buffer) => Promise<HostError | undefined>;

export interface HandshakePlan {
  readonly user: string;
  readonly algorithms: Algorithms;
  readonly verifyHostKey: VerifyHostKey;
  readonly authentication: Authentication;
  /** Called for all that comes from the server. */
  readonly onAnswer?: () => void;
}

/** Why a handshake failed. */
export type HandshakeFailure =
  /** The host key was refused. */
  | { readonly type: 'host-key'; readonly error: HostError }
  /** Every way to log in was refused. */
  | { readonly type: 'authentication'; readonly message: string }
  /** The line went dead or the two sides could not agree. `began`: a login had been attempted. */
  | { readonly type: 'connection'; readonly error: Error | undefined; readonly began: boolean };

export type HandshakeResult = { readonly client: Client } | { readonly failure: HandshakeFailure };

/** Speaks SSH over an open stream until the user is logged in. Never rejects; aborting destroys the stream. */
export async function handshake(stream: Duplex, plan: HandshakePlan, signal: AbortSignal): Promise<HandshakeResult> {
  const client = new Client();
  let refused: HostError | undefined;
  let lastError: Error | undefined;
  const abort = (): void => void stream.destroy();
  signal.addEventListener('abort', abort);
  const ready = await new Promise<boolean>((resolve) => {
    client.once('ready', () => resolve(true));
    client.once('close', () => resolve(false));
    // An error of an agent or of one key is no end: the next key is tried. All real ends close the stream.
    client.on('error', (error) => (lastError = error.level === 'agent' ? lastError : error));
    client.on('change password', () => {
      lastError = new Error('the password has expired and must be changed by hand');
      stream.destroy();
    });
    gatherWrites(stream);
    client.connect({
      sock: stream,
      username: plan.user,
      algorithms: plan.algorithms,
      authHandler: plan.authentication.handler,
      hostVerifier: rememberVerdict(plan.verifyHostKey, (error) => (refused = error)),
      keepaliveInterval: 15_000,
      keepaliveCountMax: 3,
      readyTimeout: 0,
    });
    signAtOnce(client, plan.authentication.keyAtHand);
    ignoreHostKeyOffers(client);
    // Behind `connect`, which holds the stream until it listens itself.
    if (plan.onAnswer !== undefined) stream.on('data', plan.onAnswer);
    if (signal.aborted) abort();
  });
  if (plan.onAnswer !== undefined) stream.off('data', plan.onAnswer);
  signal.removeEventListener('abort', abort);
  if (ready) return { client };
  stream.destroy();
  return { failure: explain(refused, lastError, plan.authentication.attempts.begun) };
}

/**
 * ssh2 asks again whenever keys are exchanged anew, which in a long upload happens often; the answer for the same key is
 * remembered, and another key is never accepted within a connection.
 */
function rememberVerdict(verify: VerifyHostKey, refused: (error: HostError) => void) {
  let first: { readonly key: Buffer; readonly verdict: Promise<HostError | undefined> } | undefined;
  return (key: Buffer, answer: (accept: boolean) => void): void => {
    first ??= { key: Buffer.from(key), verdict: verify(key) };
    if (!first.key.equals(key)) {
      answer(false);
      return;
    }
    first.verdict.then(
      (error) => {
        if (error !== undefined) refused(error);
        answer(error === undefined);
      },
      () => answer(false),
    );
  };
}

function explain(refused: HostError | undefined, error: Error | undefined, began: boolean): HandshakeFailure {
  if (refused !== undefined) return { type: 'host-key', error: refused };
  const level = error !== undefined && 'level' in error ? error.level : undefined;
  const turnedAway =
    level === 'client-authentication' ||
    /too many authentication failures|password has expired/i.test(error?.message ?? '');
  if (error !== undefined && turnedAway) return { type: 'authentication', message: error.message };
  return { type: 'connection', error, began };
}
