/** What a stream of a runner consists of: output of requests, and marks, given as their words without the nonce. */
export type Frame =
  { readonly kind: 'output'; readonly bytes: Buffer } | { readonly kind: 'mark'; readonly words: readonly string[] };

interface FrameStep {
  readonly frames: readonly Frame[];
  /** Bytes that may be the beginning of a mark; give them back with the next chunk. */
  readonly held: Buffer;
}

/** What stands before each mark. Only who knows the nonce can write it. */
export function markPrefix(nonce: string): Buffer {
  return Buffer.from(`\x1e${nonce} `, 'latin1');
}

/**
 * Splits what arrived into output and marks. Pure: the caller keeps `held` between two calls. Output is passed on at once;
 * only a possible beginning of a mark at the very end is held back, so live output is never late.
 */
export function splitFrames(prefix: Buffer, held: Buffer, chunk: Buffer): FrameStep {
  const data = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
  const frames: Frame[] = [];
  let at = 0;
  for (;;) {
    const start = data.indexOf(prefix, at);
    if (start === -1) return ended(frames, data, at, data.length - possiblePrefix(prefix, data, at));
    const words = start + prefix.length;
    const length = data.subarray(words, words + longestMark).indexOf(newline);
    if (length === -1 && data.length - words < longestMark) return ended(frames, data, at, start);
    withOutput(frames, data.subarray(at, length === -1 ? words : start));
    if (length !== -1) frames.push({ kind: 'mark', words: data.toString('latin1', words, words + length).split(' ') });
    at = length === -1 ? words : words + length + 1;
  }
}

const newline = 0x0a;
/** Bytes, many more than ours have. A host knows the nonce: it could begin a mark and never end it. */
const longestMark = 256;

function ended(frames: Frame[], data: Buffer, at: number, rest: number): FrameStep {
  return { frames: withOutput(frames, data.subarray(at, rest)), held: Buffer.from(data.subarray(rest)) };
}

/** How many bytes at the end of `data` could be the beginning of the prefix. */
function possiblePrefix(prefix: Buffer, data: Buffer, from: number): number {
  for (let at = Math.max(from, data.length - prefix.length + 1); at < data.length; at += 1) {
    if (prefix.subarray(0, data.length - at).equals(data.subarray(at))) return data.length - at;
  }
  return 0;
}

function withOutput(frames: Frame[], bytes: Buffer): Frame[] {
  if (bytes.length > 0) frames.push({ kind: 'output', bytes });
  return frames;
}
