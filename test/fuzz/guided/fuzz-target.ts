import { readCorpus, writeCorpus } from '../corpus.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { FuzzNews, FuzzWork } from './worker.ts';

export interface FuzzEnd {
  readonly runs: number;
  /** How many counters of the code were ever more than zero. */
  readonly ways: number;
  /** Texts that were kept because they led somewhere new. */
  readonly kept: number;
  /** What went wrong, each once, with the text that shows it. */
  readonly findings: readonly { readonly text: Buffer; readonly message: string }[];
}

/**
 * Fuzzes one target for some time. What leads somewhere new is kept in the corpus when it is short, what goes wrong always.
 */
export async function fuzzTarget(program: string, target: string, seconds: number, seed: number): Promise<FuzzEnd> {
  const texts = [...readCorpus(target)];
  const known = new Set(texts.map((text) => text.toString('base64')));
  const findings = new Map<string, { readonly text: Buffer; readonly message: string }>();
  const keep = (text: Buffer): boolean => {
    const key = text.toString('base64');
    if (known.has(key)) return false;
    known.add(key);
    texts.push(text);
    return true;
  };
  const found = (text: Buffer, message: string): void => {
    const key = message.split('\n').slice(0, 3).join('\n');
    if (!findings.has(key)) findings.set(key, { text, message });
  };
  const endsAt = Date.now() + seconds * 1000;
  let [runs, ways, kept] = [0, 0, 0];
  for (let round = 0; Date.now() < endsAt; round += 1) {
    const now = new SharedArrayBuffer(64 * 1024);
    const [numbers, text] = [new Int32Array(now, 0, 2), new Uint8Array(now, 8)];
    const data: FuzzWork = { program, target, corpus: texts, seed: seed + round, now };
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    let failure: string | undefined;
    worker.on('error', (error) => (failure = error.message));
    worker.on('message', (news: FuzzNews) => {
      if (news.type === 'failed') found(Buffer.from(news.data), news.message);
      else {
        ways = Math.max(ways, news.ways);
        if (news.data.length <= longestKept && keep(Buffer.from(news.data))) kept += 1;
      }
    });
    let [run, since] = [-1, Date.now()];
    while (Date.now() < endsAt && failure === undefined) {
      await delay(200);
      if (numbers[0] !== run) [run, since] = [numbers[0] ?? 0, Date.now()];
      else if (Date.now() - since > hangMs && run > 0) failure = `it hung for ${hangMs / 1000} s`;
    }
    runs += numbers[0] ?? 0;
    if (failure !== undefined) found(Buffer.from(text.slice(0, numbers[1] ?? 0)), failure);
    await worker.terminate();
  }
  for (const { text } of findings.values()) keep(text);
  writeCorpus(target, texts);
  return { runs, ways, kept, findings: [...findings.values()] };
}

/** Megabytes; what a text of four kilobytes may never need. */
const heapMb = 512;
/** Milliseconds; long, because what is measured is instrumented and has the machine not for itself. */
const hangMs = 15_000;
/** Bytes. */
const longestKept = 512;
