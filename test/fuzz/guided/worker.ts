import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { FuzzTarget } from '../target.ts';
import { mutate } from './mutate.ts';

// Tries texts until it is ended, and tells of those that led through code in a new way. What it is at stands in shared memory, because
// whoever hangs or runs out of memory cannot tell.

export interface FuzzWork {
  /** The instrumented program. */
  readonly program: string;
  readonly target: string;
  readonly corpus: readonly Uint8Array[];
  readonly seed: number;
  /** The number of the run, the length of the text, and from byte 8 on the text. */
  readonly now: SharedArrayBuffer;
}

export type FuzzNews =
  | { readonly type: 'interesting'; readonly data: Uint8Array; readonly ways: number }
  | { readonly type: 'failed'; readonly data: Uint8Array; readonly message: string };

const { program, target, corpus: seeds, seed, now } = workerData as FuzzWork;
const { targets } = createRequire(import.meta.url)(program) as {
  readonly targets: Readonly<Record<string, FuzzTarget>>;
};
const chosen = targets[target];
if (chosen === undefined) throw new Error(`there is no target ${target}`);
const run = (data: Buffer): void => chosen.fuzz(data);
const { fuzzCounters: counters } = globalThis as unknown as { readonly fuzzCounters: Uint32Array };
const numbers = new Int32Array(now, 0, 2);
const text = new Uint8Array(now, 8);
const words = chosen.words.map((word) => Buffer.from(word));
const corpus: Buffer[] = [];
/** Of each counter, the powers of two that it has reached. */
const seen = new Uint8Array(counters.length);
let ways = 0;

let state = seed;
const draw = (below: number): number => {
  // xorshift32
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return Math.floor(((state >>> 0) / 2 ** 32) * below);
};

for (const each of seeds) attempt(Buffer.from(each));
attempt(Buffer.alloc(0));
for (;;) attempt(mutate(corpus, words, draw));

function attempt(data: Buffer): void {
  text.set(data.subarray(0, text.length));
  numbers[1] = data.length;
  numbers[0] = (numbers[0] ?? 0) + 1;
  counters.fill(0);
  try {
    run(data);
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ type: 'failed', data, message });
  }
  if (!isNew()) return;
  corpus.push(data);
  tell({ type: 'interesting', data, ways });
}

function isNew(): boolean {
  let found = false;
  for (let index = 0; index < counters.length; index += 1) {
    const count = counters[index] ?? 0;
    if (count === 0) continue;
    const bit = 1 << Math.min(7, 31 - Math.clz32(count));
    const before = seen[index] ?? 0;
    if ((before & bit) !== 0) continue;
    if (before === 0) ways += 1;
    seen[index] = before | bit;
    found = true;
  }
  return found;
}

function tell(news: FuzzNews): void {
  parentPort?.postMessage(news);
}
