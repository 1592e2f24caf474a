import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { markPrefix, splitFrames } from '../../src/wire/frame.ts';
import type { Frame } from '../../src/wire/frame.ts';

const nonce = '0123456789abcdef0123456789abcdef';
const prefix = markPrefix(nonce);
const mark = (text: string): Buffer => Buffer.concat([prefix, Buffer.from(`${text}\n`)]);

describe('splitting a stream into output and marks', () => {
  test('a mark is taken out of the output around it', () => {
    const step = splitFrames(
      prefix,
      Buffer.alloc(0),
      Buffer.concat([Buffer.from('a'), mark('E 1 0'), Buffer.from('b')]),
    );
    expect(merged(step.frames)).toEqual(['a', ['E', '1', '0'], 'b']);
    expect(step.held).toHaveLength(0);
  });

  test('output without a record separator is never held back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const chunk = Buffer.from(bytes.filter((byte) => byte !== 0x1e));
        expect(splitFrames(prefix, Buffer.alloc(0), chunk).held).toHaveLength(0);
      }),
    );
  });

  test('what could become a mark is held back, and given out as soon as it cannot', () => {
    const half = prefix.subarray(0, 20);
    const first = splitFrames(prefix, Buffer.alloc(0), Buffer.concat([Buffer.from('x'), half]));
    expect(merged(first.frames)).toEqual(['x']);
    expect(first.held).toEqual(Buffer.from(half));
    const second = splitFrames(prefix, first.held, Buffer.from('!'));
    expect(merged(second.frames)).toEqual([`${half.toString('latin1')}!`]);
    expect(second.held).toHaveLength(0);
  });

  test('whatever the output and however it is cut, output and marks come out as they went in', () => {
    const forged = fc.oneof(
      fc.constantFrom(
        markPrefix(nonce.replace('0', '1')).toString('latin1') + 'E 1 0\n',
        `\x1e${nonce}`,
        `\x1e${nonce.slice(0, 9)}`,
        '\x1e\x1e\x1e',
        `${nonce.slice(1)} E 1 0\n`,
      ),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
    );
    const piece = fc.oneof(forged, fc.constantFrom(['E', '1', '0'], ['D', '7'], ['B', '12', '4711']));
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(40)), (pieces, cuts) => {
        const stream = Buffer.concat(
          pieces.map((each) => (typeof each === 'string' ? Buffer.from(each, 'latin1') : mark(each.join(' ')))),
        );
        // Pieces of output that happen to join to the whole prefix are a mark: nobody but us knows the nonce.
        const marks = pieces.filter((each) => typeof each !== 'string').length;
        fc.pre(stream.toString('latin1').split(prefix.toString('latin1')).length === marks + 1);
        const wanted = merged(
          pieces.map((each) =>
            typeof each === 'string'
              ? { kind: 'output', bytes: Buffer.from(each, 'latin1') }
              : { kind: 'mark', words: each },
          ),
        );
        expect(feed(stream, cuts)).toEqual(wanted);
      }),
      { numRuns: 500 },
    );
  });
});

/** Cuts the stream into chunks of the given sizes, again and again, and gives back all that came out. */
function feed(stream: Buffer, cuts: readonly number[]): unknown[] {
  const frames: Frame[] = [];
  let held: Buffer = Buffer.alloc(0);
  for (let at = 0, turn = 0; at < stream.length; turn += 1) {
    const size = (cuts[turn % Math.max(1, cuts.length)] ?? 7) + (turn % 2);
    const step = splitFrames(prefix, held, stream.subarray(at, at + size));
    frames.push(...step.frames);
    held = step.held;
    at += size;
  }
  return merged([...frames, { kind: 'output', bytes: held }]);
}

/** Output as strings, joined where it touches; marks as lists of words. */
function merged(frames: readonly Frame[]): (string | readonly string[])[] {
  const result: (string | readonly string[])[] = [];
  for (const frame of frames) {
    const last = result.at(-1);
    if (frame.kind === 'mark') result.push(frame.words);
    else if (typeof last === 'string') result[result.length - 1] = last + frame.bytes.toString('latin1');
    else if (frame.bytes.length > 0) result.push(frame.bytes.toString('latin1'));
  }
  return result;
}
