import { expect, test } from '@jest/globals';
import type { DirectRequest } from '../../src/host.ts';
import { verbatim } from '../../src/shell.ts';
import type { OpenChannel } from '../../src/wire/channel.ts';
import { direct } from '../../src/wire/direct.ts';
import { memoryChannel } from '../support/memory-channel.ts';
import type { MemoryChannel } from '../support/memory-channel.ts';

interface Begun {
  readonly there: MemoryChannel;
  readonly opened: Parameters<OpenChannel>[];
  readonly result: ReturnType<typeof direct>;
  /** Bytes. */
  readonly traffic: { sent: number; received: number };
}

function begin(more: Partial<DirectRequest> = {}): Begun {
  const there = memoryChannel();
  const opened: Parameters<OpenChannel>[] = [];
  const traffic = { sent: 0, received: 0 };
  const result = direct(
    { command: verbatim('show version'), ...more },
    {
      open: (...words) => {
        opened.push(words);
        return Promise.resolve(there.channel);
      },
      onTraffic: (sent, received) => {
        traffic.sent += sent;
        traffic.received += received;
      },
    },
  );
  return { there, opened, result, traffic };
}

/** What is on its way has arrived. */
const arrived = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a command line is given to the host as it stands, and its output and status come back', async () => {
  const heard: string[] = [];
  const { there, opened, result, traffic } = begin({
    stdin: Buffer.from('in'),
    onOutput: (stream, chunk) => heard.push(`${stream} ${String(chunk)}`),
  });
  await arrived();
  there.print('stdout', 'out');
  there.print('stderr', 'err');
  await arrived();
  expect(heard).toEqual(['stdout out', 'stderr err']);
  there.end({ exitCode: 3 });
  const { exitCode, stdout, stderr, skipped, truncated } = await result;
  expect({ exitCode, stdout: String(stdout), stderr: String(stderr), skipped, truncated }).toEqual({
    exitCode: 3,
    stdout: 'out',
    stderr: 'err',
    skipped: false,
    truncated: false,
  });
  expect(opened).toEqual([['show version', { pty: false }]]);
  expect({ written: there.written(), ended: there.ended(), closes: there.closes() }).toEqual({
    written: 'in',
    ended: true,
    closes: 1,
  });
  expect(traffic).toEqual({ sent: 'show version'.length + 2, received: 6 });
});

test('who is given no input sees its end', async () => {
  const { there, result, traffic } = begin();
  await arrived();
  expect({ written: there.written(), ended: there.ended() }).toEqual({ written: '', ended: true });
  there.end({ exitCode: 0 });
  await result;
  expect(traffic.sent).toBe('show version'.length);
});

test('a host that hangs up in the middle is unreachable, for the reason that the line has', async () => {
  const { there, result } = begin();
  const error = new Error('reset by peer');
  there.end({ exitCode: undefined, error });
  await expect(result).rejects.toMatchObject({
    code: 'unreachable',
    message: 'the connection was lost, or the command was killed',
    cause: error,
  });
  expect(there.closes()).toBe(1);
});

test('a host that does not take the input may still answer', async () => {
  const { there, result } = begin({ stdin: Buffer.from('in') });
  await arrived();
  there.channel.stdin.destroy(new Error('broken pipe'));
  await arrived();
  there.end({ exitCode: 1 });
  expect(await result).toMatchObject({ exitCode: 1 });
});

test('when its time is over nobody waits for it any more', async () => {
  const { there, result } = begin({ timeoutMs: 20 });
  await expect(result).rejects.toMatchObject({ code: 'timeout', message: 'it took longer than 0.02 s' });
  expect(there.closes()).toBe(1);
});

test('nor when the run is interrupted', async () => {
  const stop = new AbortController();
  const { there, result } = begin({ signal: stop.signal });
  await arrived();
  stop.abort();
  await expect(result).rejects.toMatchObject({ code: 'interrupted', message: 'the command was interrupted' });
  expect(there.closes()).toBe(1);
});

test('nothing is begun for a run that has been interrupted', async () => {
  const { opened, result } = begin({ signal: AbortSignal.abort() });
  await expect(result).rejects.toMatchObject({ code: 'interrupted' });
  expect(opened).toEqual([]);
});

test('an interruption after the end changes nothing', async () => {
  const stop = new AbortController();
  const { there, result } = begin({ signal: stop.signal, timeoutMs: 3_600_000 });
  there.end({ exitCode: 0 });
  await result;
  stop.abort();
  expect(await result).toMatchObject({ exitCode: 0 });
});
