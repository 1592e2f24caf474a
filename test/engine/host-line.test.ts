import { beforeEach, expect, test } from '@jest/globals';
import { HostError } from '../../src/diagnostics/errors.ts';
import { HostLine } from '../../src/engine/host-line.ts';
import type { CommandResult, Host, HostAddress, HostRequest, Prelude } from '../../src/host.ts';
import { verbatim } from '../../src/shell.ts';

const address: HostAddress = { name: 'web', connection: 'local', address: 'web', connectTimeoutMs: 1, sshArgs: [] };
const prelude = { script: verbatim(':') } as Prelude;
const done: CommandResult = {
  ...{ exitCode: 0, stdout: new Uint8Array(), stderr: new Uint8Array() },
  ...{ truncated: false, skipped: false, durationMs: 0 },
};
const stop = new AbortController().signal;

/** What has happened on all connections: `1 send date`. */
let said: string[];
/** Requests whose scripts stand here end when they are called. */
let held: Map<string, () => void>;
let opened: number;
let refuses: HostError | undefined;
beforeEach(() => {
  said = [];
  held = new Map();
  opened = 0;
  refuses = undefined;
});

function lineOf(): HostLine {
  return new HostLine({
    address,
    abort: stop,
    prelude,
    onConnecting: () => said.push('connecting'),
    onConnected: () => said.push('connected'),
    connect: (to, signal) => {
      if (refuses !== undefined) return Promise.reject(refuses);
      opened += 1;
      expect([to, signal]).toEqual([address, stop]);
      return Promise.resolve(hostOf(opened));
    },
  });
}

function hostOf(number: number): Host {
  const answer = async (how: string, text: string, signal?: AbortSignal): Promise<CommandResult> => {
    expect(signal).toBe(stop);
    said.push(`${number} ${how} ${text}`);
    if (text.startsWith('slow')) await new Promise<void>((resolve) => held.set(text, resolve));
    return done;
  };
  return {
    name: 'web',
    transport: 'fake',
    traffic: { roundTrips: 1, requests: 2, bytesSent: 3, bytesReceived: 4 },
    begin: (wanted) => said.push(`${number} begin ${wanted.script.text}`),
    send: ({ script, signal }) => answer('send', script.text, signal),
    upload: ({ script, signal }) => answer('upload', script.text, signal),
    direct: ({ command, signal }) => answer('direct', command.text, signal),
    close: () => Promise.resolve(void said.push(`${number} close`)),
  };
}

const request = (text: string, user?: string): HostRequest => ({
  script: verbatim(text),
  ...(user !== undefined && { become: { method: 'sudo', user } }),
});
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a connection is opened when it is first needed, prepared, and kept', async () => {
  const line = lineOf();
  expect(said).toEqual([]);
  await line.write(request('a'));
  await line.read(request('b'));
  await line.upload({ script: verbatim('c'), input: { [Symbol.asyncIterator]: () => [] as never }, size: 0 });
  await line.direct({ command: verbatim('d') });
  expect(said).toEqual([
    ...['connecting', '1 begin :', 'connected'],
    ...['1 send a', '1 send b', '1 upload c', '1 direct d'],
  ]);
});

test('what one user reads waits for what another writes, but not for what it writes itself', async () => {
  const line = lineOf();
  await line.read(request('first'));
  said.length = 0;
  const write = line.write(request('slow write', 'anna'));
  await settled();
  const own = line.read(request('own', 'anna'));
  const others = [line.read(request('other', 'bert')), line.write(request('login'))];
  await settled();
  expect(said).toEqual(['1 send slow write', '1 send own']);
  held.get('slow write')?.();
  await Promise.all([write, own, ...others]);
  expect(said.slice(2).toSorted()).toEqual(['1 send login', '1 send other']);
});

test('numbers of chains are never used twice', () => {
  const line = lineOf();
  expect([line.nextChain(), line.nextChain(), line.nextChain()]).toEqual([1, 2, 3]);
});

test('a second connection takes over, and the first one stays until the end', async () => {
  const line = lineOf();
  await line.write(request('a'));
  await line.renew();
  await line.write(request('b'));
  expect(said.filter((each) => / send | close/.test(each))).toEqual(['1 send a', '2 send b']);
  await line.close();
  expect(said.slice(-2).toSorted()).toEqual(['1 close', '2 close']);
});

test('or gives it back, once', async () => {
  const line = lineOf();
  await line.write(request('a'));
  const renewed = await line.renew();
  await renewed.back();
  await renewed.back();
  await line.write(request('b'));
  expect(said.filter((each) => / send | close/.test(each))).toEqual(['1 send a', '2 close', '1 send b']);
  await line.close();
  expect(said.filter((each) => each === '1 close')).toHaveLength(1);
});

test('a second connection that is refused leaves the first one at work', async () => {
  const line = lineOf();
  await line.write(request('a'));
  refuses = new HostError('unreachable', 'the door is shut');
  await expect(line.renew()).rejects.toBe(refuses);
  await line.write(request('b'));
  expect(said.at(-1)).toBe('1 send b');
});

test('a dropped connection is closed, and the next request opens another one', async () => {
  const line = lineOf();
  await line.write(request('a'));
  await line.drop();
  expect(said.at(-1)).toBe('1 close');
  await line.write(request('b'));
  expect(said.at(-1)).toBe('2 send b');
  await line.reconnect();
  expect(said.filter((each) => each.endsWith('close'))).toEqual(['1 close', '2 close']);
  await line.write(request('c'));
  expect(said.at(-1)).toBe('3 send c');
});

test('what has travelled is counted over all connections', async () => {
  const line = lineOf();
  expect(line.traffic).toEqual({ roundTrips: 0, requests: 0, bytesSent: 0, bytesReceived: 0 });
  await line.write(request('a'));
  await line.reconnect();
  expect(line.traffic).toEqual({ roundTrips: 2, requests: 4, bytesSent: 6, bytesReceived: 8 });
});

test('a line that was closed opens no connection any more', async () => {
  const line = lineOf();
  await line.close();
  await expect(line.read(request('a'))).rejects.toMatchObject({
    code: 'unreachable',
    message: 'the connection has been closed',
  });
  expect(opened).toBe(0);
});

test('one that could not be opened is closed without a word', async () => {
  refuses = new HostError('unreachable', 'no answer');
  const line = lineOf();
  await expect(line.read(request('a'))).rejects.toBe(refuses);
  await line.close();
  expect(said).toEqual(['connecting']);
});
