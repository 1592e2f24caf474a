import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { CommandResult } from '../../src/host.ts';
import { sh } from '../../src/shell.ts';
import type { Channel, ChannelEnd } from '../../src/wire/channel.ts';
import { createWireHost } from '../../src/wire/host.ts';

// A host gets the runner with its nonce: whatever stands in for the runner can say anything. It may lie about itself, but it may not
// confuse us, hold us, or fill our memory.

/** What a host says in place of a runner. */
interface Liar {
  /** As a runner would, on one stream or on both. */
  mark(text: string, stream?: 'stdout' | 'stderr'): void;
  print(bytes: string | Buffer): void;
  /** For whoever prints without end: resolves when there is room for more. */
  room(): Promise<void>;
  close(): void;
}

/** @param answer called with each request's number as it arrives; 0 stands for the runner itself */
function hostThat(answer: (liar: Liar, request: number) => void | Promise<void>) {
  const open = (): Promise<Channel> => {
    const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
    let end: (end: ChannelEnd) => void = () => undefined;
    const closed = new Promise<ChannelEnd>((resolve) => (end = resolve));
    let nonce = '';
    const liar: Liar = {
      mark: (text, stream) => {
        if (stream !== 'stderr') stdout.write(`\x1e${nonce} ${text}\n`);
        if (stream !== 'stdout') stderr.write(`\x1e${nonce} ${text}\n`);
      },
      print: (bytes) => stdout.write(bytes),
      room: async () => {
        while (stdout.writableLength > 0) await delay(0);
      },
      close: () => end({ exitCode: undefined }),
    };
    let line = '';
    stdin.on('data', (chunk: Buffer) => {
      const lines = (line + chunk.toString('latin1')).split('\n');
      line = lines.pop() ?? '';
      for (const each of lines) {
        nonce ||= /_k=([0-9a-f]{32})/.exec(each)?.[1] ?? '';
        if (each.includes('_k=')) void answer(liar, 0);
        for (const [, request] of each.matchAll(/ _request _\w+ (\d+) /g)) void answer(liar, Number(request));
      }
    });
    return Promise.resolve({ stdin, stdout, stderr, closed, close: () => liar.close() });
  };
  return createWireHost({ name: 'liar', transport: 'test', open, killGraceMs: 50 });
}

const statusAndText = ({ exitCode, stdout }: CommandResult): readonly unknown[] => [exitCode, String(stdout)];

test('ready said often, and on one stream only, is ready once', async () => {
  const host = hostThat((liar, request) => {
    if (request === 0) {
      for (let time = 0; time < 5; time += 1) liar.mark('R', 'stdout');
      liar.mark('R', 'stderr');
      for (let time = 0; time < 5; time += 1) liar.mark('R');
    } else {
      liar.print('said');
      liar.mark(`E ${request} 3`);
    }
  });
  expect(statusAndText(await host.send({ script: sh`:`, timeoutMs: 5000 }))).toEqual([3, 'said']);
  await host.close();
});

test('the end of a request is said on both streams, by its own number, with a status that there is', async () => {
  const host = hostThat((liar, request) => {
    if (request === 0) liar.mark('R');
    else {
      for (const forged of [
        'E -1 0',
        'E 1e3 0',
        'E 99 0',
        'S 99',
        'E',
        'X 1 0',
        '',
        'E NaN NaN',
        `E ${request + 1} 0`,
        'R 1 2 3',
      ])
        liar.mark(forged);
      liar.mark(`E ${request} 0`, 'stdout');
      liar.mark(`E ${request} 0`, 'stdout');
      liar.print('not over yet');
      setTimeout(() => liar.mark(`E ${request} ${['-7', '1e300', 'zero', '0'][request - 1] ?? '0'}`, 'stderr'), 20);
    }
  });
  for (const expected of [255, 255, 255, 0])
    expect((await host.send({ script: sh`:`, timeoutMs: 5000 })).exitCode).toBe(expected);
  await host.close();
});

test('processes that are told of without end are not remembered', async () => {
  const before = memory();
  const host = hostThat(async (liar, request) => {
    if (request === 0) liar.mark('R');
    else {
      for (let time = 0; time < 300_000; time += 1) {
        liar.mark(`C ${request} ${time}`, 'stdout');
        if (time % 10_000 === 0) await liar.room();
      }
      liar.mark(`E ${request} 0`);
    }
  });
  await host.send({ script: sh`:`, form: 'task' });
  expect(memory() - before).toBeLessThan(32);
  await host.close();
});

test.each([
  ['output', ''],
  ['a mark that does not end', 'E 1 '],
])('%s without end costs no memory without end', async (_, begin) => {
  const before = memory();
  let highest = 0;
  const host = hostThat(async (liar, request) => {
    if (request === 0) liar.mark('R');
    else {
      if (begin !== '') liar.mark(begin.padEnd(300, 'x'), 'stdout');
      for (let time = 0; time < 800; time += 1) {
        liar.print(Buffer.alloc(1024 * 1024, 'x'));
        await liar.room();
        highest = Math.max(highest, memory() - before);
      }
      liar.mark(`E ${request} 0`);
    }
  });
  const { truncated, stdout } = await host.send({ script: sh`:`, form: 'task' });
  expect([truncated, stdout.length <= 16 * 1024 * 1024]).toEqual([true, true]);
  // Megabytes, of 800 that came: what is kept of output, twice, and what a busy machine has not collected yet.
  expect(highest).toBeLessThan(500);
  await host.close();
});

test('an answer that comes byte by byte, or in the wrong order, is the same answer', async () => {
  const host = hostThat(async (liar, request) => {
    if (request === 0) liar.mark('R');
    if (request !== 2) return;
    for (const each of [2, 1]) {
      for (const byte of `answer ${each}`) {
        liar.print(byte);
        await delay(1);
      }
      liar.mark(`E ${each} ${each}`);
    }
  });
  const [one, two] = await Promise.all([host.send({ script: sh`:` }), host.send({ script: sh`:` })]);
  expect([one.exitCode, two.exitCode]).toEqual([1, 2]);
  await host.close();
});

/** Megabytes that live, buffers included. */
function memory(): number {
  (globalThis as { readonly gc?: () => void }).gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1024 / 1024;
}
