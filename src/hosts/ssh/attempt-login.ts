import { caught } from '../caught.ts';
import { HostError } from '../../diagnostics/errors.ts';
import { knownKeyTypes } from '../known-hosts/judge.ts';
import { chooseAlgorithms } from './algorithms.ts';
import { authenticate } from './authentication.ts';
import type { Authentication } from './authentication.ts';
import type { ConnectAttempt } from './connect-limit.ts';
import { wrapClient } from './connection.ts';
import type { SshConnection } from './connection.ts';
import { startDeadline } from './deadline.ts';
import type { Deadline } from './deadline.ts';
import { explainAuthentication, explainConnectionError, timedOut } from './explain.ts';
import { handshake } from './handshake.ts';
import type { HandshakeFailure } from './handshake.ts';
import { placeOf } from './hop.ts';
import type { Hop } from './hop.ts';
import { openHopStream } from './hop-stream.ts';
import { createHostKeyCheck, knownAbout } from './host-key.ts';
import type { HostKeyPolicy } from './host-key.ts';
import { fitsSsh2 } from './keys/identity.ts';
import type { Keyring, ReadKeyring } from './keys/keyring.ts';

export interface LoginServices {
  readonly hostKeys: HostKeyPolicy;
  readonly keyring: ReadKeyring;
}

/** Tries once to log in. Never rejects. */
export async function attemptLogin(
  hop: Hop,
  jump: SshConnection | undefined,
  timeoutMs: number,
  services: LoginServices,
  signal: AbortSignal,
  onAnswer: () => void,
): Promise<ConnectAttempt<SshConnection>> {
  const { config } = hop;
  const place = placeOf(hop);
  const [keyring, known] = await Promise.all([services.keyring(config), knownAbout(config, services.hostKeys)]);
  const algorithms = chooseAlgorithms(config.algorithms, knownKeyTypes(known));
  if (algorithms === undefined)
    return final(explainConnectionError(place, new Error('Handshake failed: no algorithm is left')));
  const deadline = startDeadline(timeoutMs, signal);
  let complaint = (): string => '';
  try {
    const way = await openHopStream(hop, jump, deadline.signal);
    complaint = way.complaint;
    const authentication = authenticate(credentials(hop, keyring), (signing) => deadline.hold(signing));
    const verifyHostKey = createHostKeyCheck(config, services.hostKeys);
    const answered = (): void => {
      onAnswer();
      deadline.renew();
    };
    const plan = { user: config.user, algorithms, verifyHostKey, authentication, onAnswer: answered };
    const result = await handshake(way.stream, plan, deadline.signal);
    if ('client' in result) return { value: wrapClient(result.client, way.stream, place) };
    return failed(result.failure, { hop, keyring, authentication, deadline, timeoutMs, complaint: complaint() });
  } catch (error) {
    if (error instanceof HostError) return final(error);
    if (deadline.expired()) return final(timedOut(place, timeoutMs, complaint()));
    return { error: explainConnectionError(place, error, complaint()), retryable: isTransient(error) };
  } finally {
    deadline.clear();
  }
}

function credentials(hop: Hop, keyring: Keyring) {
  const { config, password } = hop;
  return {
    user: config.user,
    identities: keyring.identities.filter((identity) => fitsSsh2(identity.type)),
    password: config.passwords ? password : undefined,
  };
}

interface FailureContext {
  readonly hop: Hop;
  readonly keyring: Keyring;
  readonly authentication: Authentication;
  readonly deadline: Deadline;
  readonly timeoutMs: number;
  readonly complaint: string;
}

function failed(failure: HandshakeFailure, context: FailureContext): ConnectAttempt<SshConnection> {
  const { hop, keyring, authentication, deadline, timeoutMs, complaint } = context;
  const place = placeOf(hop);
  switch (failure.type) {
    case 'host-key':
      return final(failure.error);
    case 'authentication': {
      const { user } = hop.config;
      return final(explainAuthentication(place, user, failure.message, authentication.attempts, keyring.notes));
    }
    case 'connection': {
      if (deadline.expired()) return final(timedOut(place, timeoutMs, complaint));
      const retryable = !failure.began && isTransient(failure.error) && isTransientComplaint(complaint);
      return { error: explainConnectionError(place, failure.error, complaint), retryable };
    }
  }
}

function final(error: HostError): { readonly error: HostError; readonly retryable: false } {
  return { error, retryable: false };
}

/** The server hung up or the name server was busy: nothing that says no for good. */
function isTransient(error: unknown): boolean {
  if (error === undefined) return true;
  const { code, message } = caught(error);
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'EAI_AGAIN') return true;
  return message === 'Connection lost before handshake';
}

/** A ProxyCommand that says why it failed has mostly failed for good. */
function isTransientComplaint(complaint: string): boolean {
  return complaint === '' || /kex_exchange_identification|Connection (closed|reset) by|banner exchange/.test(complaint);
}
