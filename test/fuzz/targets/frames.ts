import { markPrefix, splitFrames } from '../../../src/wire/frame.ts';
import type { Frame } from '../../../src/wire/frame.ts';
import type { FuzzTarget } from '../target.ts';

const prefix = markPrefix('00112233445566778899aabbccddeeff');

/** However a stream is cut into chunks, it holds the same output and the same marks, and little of it is held back. */
export const frames: FuzzTarget = {
  fuzz: (data) => {
    const size = 1 + (data[0] ?? 0);
    // A stream that is not random: `#` stands for the beginning of a mark.
    const stream = Buffer.concat([...data.subarray(1)].map((byte) => (byte === 0x23 ? prefix : Buffer.from([byte]))));
    const whole = read([stream]);
    const chunks: Buffer[] = [];
    for (let at = 0; at < stream.length; at += size) chunks.push(stream.subarray(at, at + size));
    if (read(chunks) !== whole) throw new Error('it depends on how the stream is cut');
  },
  words: ['#', 'R\n', 'E 1 0\n', '\n', ' ', '\x1e', 'x'],
};

function read(chunks: readonly Buffer[]): string {
  let held: Buffer = Buffer.alloc(0);
  let output = '';
  const marks: string[] = [];
  const take = (all: readonly Frame[]): void => {
    for (const frame of all) {
      if (frame.kind === 'output') output += frame.bytes.toString('latin1');
      else marks.push(`${output.length} ${frame.words.join(' ')}`);
    }
  };
  for (const chunk of chunks) {
    const step = splitFrames(prefix, held, chunk);
    take(step.frames);
    held = step.held;
    if (held.length > 1024) throw new Error(`${held.length} bytes are held back`);
  }
  return JSON.stringify([output + held.toString('latin1'), marks]);
}
