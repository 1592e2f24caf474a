import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, jest, test } from '@jest/globals';
import type { UploadRequest } from '../../src/host.ts';
import { Secret } from '../../src/secret.ts';
import { sh, verbatim } from '../../src/shell.ts';
import { childChannel } from '../../src/wire/child-channel.ts';
import { transfer } from '../../src/wire/transfer.ts';
import { memoryChannel } from '../support/memory-channel.ts';
import type { MemoryChannel } from '../support/memory-channel.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const base = temporaryDirectory();
afterEach(() => {
  jest.useRealTimers();
});

const way = { become: undefined, shell: '/bin/sh', bootTimeoutMs: 10_000, onTraffic: (): void => undefined };

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

function begin(there: MemoryChannel, more: Partial<UploadRequest> = {}): ReturnType<typeof transfer> {
  const request = { script: sh`incoming >/dev/null`, input: pieces('one ', 'two'), size: 7, ...more };
  return transfer(request, { ...way, open: () => Promise.resolve(there.channel) });
}

/** What is on its way has arrived. */
const arrived = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a script on a real shell gets all of it, is asked no question twice and reads no letter differently', async () => {
  const path = join(base, "it's");
  const [sent, traffic]: [number[], { sent: number; received: number }] = [[], { sent: 0, received: 0 }];
  const script = sh`incoming >${path}\necho "it's
over" >&2\numask; exit 3`;
  const result = await transfer(
    { script, input: pieces('one\n', '\0two'), size: 8, onSent: (bytes) => sent.push(bytes) },
    {
      ...way,
      open: (command) => Promise.resolve(childChannel(spawn('/bin/sh', ['-c', command], { stdio: 'pipe' }))),
      onTraffic: (out, back) => {
        traffic.sent += out;
        traffic.received += back;
      },
    },
  );
  expect({ code: result.exitCode, out: String(result.stdout), err: String(result.stderr) }).toEqual({
    code: 3,
    out: '0077\n',
    err: "it's\nover\n",
  });
  expect(readFileSync(path, 'utf8')).toBe('one\n\0two');
  expect(sent).toEqual([4, 8]);
  expect(traffic).toEqual({ sent: 8, received: 15 });
});

test('the end of the input is told, and then the script’s own end is waited for', async () => {
  const there = memoryChannel();
  const result = begin(there);
  await arrived();
  await arrived();
  expect(there.written()).toMatch(/; exit\none two$/);
  expect({ ended: there.ended(), closes: there.closes() }).toEqual({ ended: true, closes: 0 });
  there.end({ exitCode: 0 });
  expect(await result).toMatchObject({ exitCode: 0 });
  expect(there.closes()).toBe(1);
});

test('a script that ends early is sent no more', async () => {
  const there = memoryChannel();
  let asked = 0;
  const endless = async function* (): AsyncGenerator<Uint8Array> {
    for (;;) {
      asked += 1;
      if (asked === 3) there.end({ exitCode: 1 });
      await arrived();
      yield Buffer.from('x');
    }
  };
  expect(await begin(there, { input: endless() })).toMatchObject({ exitCode: 1 });
  expect(asked).toBe(3);
});

test('a host that hangs up is unreachable, for the reason that the line has', async () => {
  const there = memoryChannel();
  const error = new Error('reset by peer');
  const result = begin(there);
  there.end({ exitCode: undefined, error });
  await expect(result).rejects.toMatchObject({
    code: 'unreachable',
    message: 'the connection was lost during an upload',
    cause: error,
  });
  expect(there.closes()).toBeGreaterThan(0);
});

test('a host that takes nothing for five minutes is given up; one that is slow is not', async () => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
  const there = memoryChannel(3);
  let goOn: () => void = () => undefined;
  const slow = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from('one');
    await new Promise<void>((resolve) => (goOn = resolve));
    yield Buffer.from('two');
    yield Buffer.from('never');
  };
  const result = begin(there, { input: slow() });
  await arrived();
  jest.advanceTimersByTime(200_000);
  goOn();
  await arrived();
  jest.advanceTimersByTime(299_999);
  await arrived();
  expect(there.closes()).toBe(0);
  jest.advanceTimersByTime(1);
  await expect(result).rejects.toMatchObject({ code: 'timeout', message: 'the host took nothing for 300 s' });
  expect(there.closes()).toBeGreaterThan(0);
  expect(jest.getTimerCount()).toBe(0);
});

test('an interrupted run waits neither for the host nor for the rest', async () => {
  const there = memoryChannel(0);
  const stop = new AbortController();
  const result = begin(there, { signal: stop.signal });
  await arrived();
  stop.abort();
  await expect(result).rejects.toMatchObject({ code: 'interrupted', message: 'the upload was interrupted' });
  expect(there.closes()).toBeGreaterThan(0);
});

test('nothing of the input is read for a run that has been interrupted', async () => {
  let asked = 0;
  const input = async function* (): AsyncGenerator<Uint8Array> {
    asked += 1;
    yield await Promise.resolve(Buffer.from('x'));
  };
  const result = begin(memoryChannel(), { input: input(), signal: AbortSignal.abort() });
  await expect(result).rejects.toMatchObject({ code: 'interrupted' });
  expect(asked).toBe(0);
});

test('input that cannot be read fails with its own reason, and the channel is closed', async () => {
  const there = memoryChannel();
  const broken = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from('x');
    await Promise.reject(new Error('no such disk'));
  };
  await expect(begin(there, { input: broken() })).rejects.toThrow('no such disk');
  expect(there.closes()).toBe(1);
});

test('over a terminal the script is told how much there is, because an end could be a byte of it', async () => {
  const there = memoryChannel();
  const opened: (readonly [string, boolean])[] = [];
  const result = transfer(
    { script: verbatim('incoming'), input: pieces('one ', 'two'), size: 7 },
    {
      ...way,
      become: { method: 'doas', user: 'app', password: new Secret('hunter2') },
      open: (command, { pty }) => {
        opened.push([command, pty]);
        return Promise.resolve(there.channel);
      },
    },
  );
  await arrived();
  there.print('stderr', 'doas (anna@web1) password: ');
  await arrived();
  expect(there.written()).toBe('hunter2\n');
  const [[command, pty] = ['', false]] = opened;
  expect(pty).toBe(true);
  there.print('stdout', `${/rackwright-shell-\w+/.exec(command)?.[0] ?? ''}\n`);
  for (let turns = 0; turns < 5; turns += 1) await arrived();
  expect(there.written()).toMatch(/^hunter2\n.*incoming\(\) \{ head -c 7; \}; eval incoming; exit\none two$/s);
  expect(there.ended()).toBe(false);
  there.end({ exitCode: 0 });
  await result;
});
