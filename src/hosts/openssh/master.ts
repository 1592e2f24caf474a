import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HostError } from '../../diagnostics/errors.ts';
import type { ConnectAttempt } from '../ssh/connect-limit.ts';
import { masterArguments } from './arguments.ts';
import type { MasterPlan } from './arguments.ts';
import { endClient, startClient } from './client-process.ts';
import { explainOpenSsh } from './explain.ts';

/** A running `ssh` that holds a connection open for others to share. */
export interface Master {
  readonly controlPath: string;
  readonly closed: Promise<HostError | undefined>;
  close(): void;
}

/** Starts one and waits until the login has succeeded. Never rejects. */
export async function startMaster(
  plan: Omit<MasterPlan, 'controlPath' | 'readyMark'>,
  signal: AbortSignal,
): Promise<ConnectAttempt<Master>> {
  const directory = await mkdtemp(join(tmpdir(), 'rackwright-'));
  const controlPath = join(directory, 'm');
  const readyMark = randomBytes(8).toString('hex');
  const child = startClient(masterArguments({ ...plan, controlPath, readyMark }));
  let said = '';
  let missing: Error | undefined;
  let closing = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-8000)));
  child.stdin.on('error', () => endClient(child));
  child.on('error', (error) => (missing = error));
  const abort = (): void => endClient(child);
  signal.addEventListener('abort', abort);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const cleaned = ended.then(() => rm(directory, { recursive: true, force: true }));
  const ready = new Promise<true>((resolve) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-1000);
      if (output.includes(readyMark)) resolve(true);
    });
  });
  const { host } = plan.destination;
  const isReady = await Promise.race([ready, cleaned.then(() => false)]);
  signal.removeEventListener('abort', abort);
  if (!isReady) {
    return missing === undefined ? explainOpenSsh(host, said) : { error: noClient(missing), retryable: false };
  }
  const closed = cleaned.then(() => (closing ? undefined : lost(host, said)));
  const close = (): void => {
    closing = true;
    endClient(child);
  };
  return { value: { controlPath, closed, close } };
}

function noClient(cause: Error): HostError {
  return new HostError('unreachable', `OpenSSH's client cannot be started: ${cause.message}`, {
    cause,
    hint: 'install the package `openssh-client`',
  });
}

function lost(host: string, said: string): HostError {
  const why = said.trim().split('\n').at(-1) ?? '';
  return new HostError('unreachable', `the connection to ${host} was lost${why === '' ? '' : `: ${why}`}`);
}
