import { caught } from '../caught.ts';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, ClientChannel } from 'ssh2';
import { HostError } from '../../diagnostics/errors.ts';
import type { Channel, ChannelEnd, OpenChannel } from '../../wire/channel.ts';

/** sshd allows ten sessions on a connection (MaxSessions) and frees them a little late. */
const maxChannels = 8;
const refusals = 6;

/** Settles when the connection is gone, with the reason if it was not closed from here. */
type Closed = Promise<HostError | undefined>;

/** Opens sessions on a connection, at most eight at a time; more wait for their turn. */
export function createChannelOpener(client: Client, closed: Closed, patienceMs = 30_000): OpenChannel {
  let taken = 0;
  const waiting: (() => void)[] = [];
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next();
  };
  let gone: HostError | undefined;
  void closed.then((error) => {
    gone = error ?? new HostError('unreachable', 'the connection has been closed');
    for (const next of waiting.splice(0)) next();
  });
  return async (command, options) => {
    if (taken < maxChannels) taken += 1;
    else await turn(waiting, patienceMs);
    try {
      if (gone !== undefined) throw gone;
      const channel = await openPatiently(client, command, options.pty, closed);
      void channel.closed.then(leave);
      return channel;
    } catch (error) {
      leave();
      throw gone ?? error;
    }
  };
}

async function turn(waiting: (() => void)[], patienceMs: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.splice(waiting.indexOf(next), 1);
      reject(
        new HostError(
          'unreachable',
          `all ${maxChannels} sessions of the connection were busy for ${patienceMs / 1000} s`,
        ),
      );
    }, patienceMs);
    const next = (): void => {
      clearTimeout(timer);
      resolve();
    };
    waiting.push(next);
  });
}

async function openPatiently(client: Client, command: string, pty: boolean, closed: Closed): Promise<Channel> {
  for (let refused = 0; ; refused += 1) {
    try {
      return await execute(client, command, pty, closed);
    } catch (error) {
      const noSession = typeof (caught(error).error as { reason?: unknown }).reason === 'number';
      if (!noSession || refused === refusals) throw explain(error, noSession);
      await sleep(20 * 2 ** refused);
    }
  }
}

async function execute(client: Client, command: string, pty: boolean, closed: Closed): Promise<Channel> {
  return await new Promise((resolve, reject) => {
    client.exec(command, { pty: pty ? { term: 'dumb' } : false }, (error, channel) => {
      // At once: the exit status of a short command may be in the same packet as the answer.
      if (error === undefined) resolve(wrap(channel, closed));
      else reject(error);
    });
  });
}

function explain(error: unknown, noSession: boolean): HostError {
  const said = caught(error).message.replace('(SSH) Channel open failure: ', '');
  return new HostError('unreachable', `the server gives no session: ${said}`, {
    cause: error,
    ...(noSession ? { hint: 'is MaxSessions in sshd_config very low?' } : {}),
  });
}

function wrap(channel: ClientChannel, connectionClosed: Closed): Channel {
  let exitCode: number | undefined;
  let error: Error | undefined;
  channel.on('exit', (code: number | null, signal?: string) => (exitCode = code ?? signalStatus(signal)));
  channel.on('error', (each: Error) => (error = each));
  channel.stderr.on('error', (each: Error) => (error = each));
  const ended = new Promise<void>((resolve) => channel.on('close', () => resolve()));
  // The streams' own end waits until somebody has read them; a dead connection must be known even so.
  const closed = Promise.race([ended, connectionClosed]).then(async (): Promise<ChannelEnd> => {
    if (exitCode !== undefined) return { exitCode };
    const reason = await Promise.race([connectionClosed, sleep(lossDelayMs, undefined, { ref: false })]);
    const cause = reason ?? error;
    return { exitCode: undefined, ...(cause === undefined ? {} : { error: cause }) };
  });
  const close = (): void => {
    channel.destroy();
    // Nobody reads on, and unread streams would never end.
    channel.resume();
    channel.stderr.resume();
  };
  return { stdin: channel, stdout: channel, stderr: channel.stderr, closed, close };
}

/** When a connection dies, its channels end just before it; the connection knows the reason. */
const lossDelayMs = 50;

function signalStatus(signal: string | undefined): number {
  const number = Object.entries(constants.signals).find(([name]) => name === signal)?.[1];
  return 128 + (number ?? 0);
}
