import { PassThrough, Writable } from 'node:stream';
import type { Channel, ChannelEnd } from '../../src/wire/channel.ts';

/** A channel with nobody at its other end but the test. */
export interface MemoryChannel {
  readonly channel: Channel;
  /** What has been written to it so far. */
  readonly written: () => string;
  /** True when nothing more will be written. */
  readonly ended: () => boolean;
  readonly closes: () => number;
  print(stream: 'stdout' | 'stderr', text: string): void;
  /** The process or the connection is gone. */
  end(how: ChannelEnd): void;
}

/** @param takes how many chunks are taken before nothing is taken any more */
export function memoryChannel(takes = Number.POSITIVE_INFINITY): MemoryChannel {
  const chunks: Buffer[] = [];
  let closes = 0;
  let end: (how: ChannelEnd) => void = () => undefined;
  const closed = new Promise<ChannelEnd>((resolve) => {
    end = resolve;
  });
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const stdin = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(Buffer.from(chunk));
      if (chunks.length <= takes) done();
    },
  });
  return {
    channel: { stdin, stdout, stderr, closed, close: () => (closes += 1) },
    written: () => Buffer.concat(chunks).toString('latin1'),
    ended: () => stdin.writableEnded,
    closes: () => closes,
    print: (stream, text) => void { stdout, stderr }[stream].write(text),
    end,
  };
}
