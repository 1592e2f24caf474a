import { setTimeout as delay } from 'node:timers/promises';
import { askHttps } from './ask-https.ts';
import type { LoadTarget } from './steady-load.ts';

/** People who write notes, each of which somebody else then reads through the next load balancer. */
export interface NotesLoad {
  /** Ends when the last one is answered. */
  stop(): Promise<NotesReport>;
}

export interface NotesReport {
  readonly requests: number;
  /** Of each kind of failure how many. */
  readonly failures: ReadonlyMap<string, number>;
  /** Notes that were said to be kept. */
  readonly acknowledged: readonly string[];
  /** How many of them were read back by another web host than the one that had written them. */
  readonly crossed: number;
  /** From which database servers they were read. */
  readonly readFrom: ReadonlySet<string>;
  readonly slowestMs: number;
}

/** @param perSecond notes to each target */
export function notesLoad(targets: readonly LoadTarget[], perSecond: number): NotesLoad {
  const failures = new Map<string, number>();
  const acknowledged: string[] = [];
  const readFrom = new Set<string>();
  const open = new Set<Promise<void>>();
  const run = `${Date.now()}`;
  const count = { requests: 0, crossed: 0, slowestMs: 0, stopping: false };
  const pumps = targets.map(async (target, index) => {
    const next = targets[(index + 1) % targets.length] ?? target;
    for (let number = 0; !count.stopping; number += 1) {
      const told = writeAndRead(`${run}-${index}-${number}`, target, next).finally(() => open.delete(told));
      open.add(told);
      await delay(1000 / perSecond);
    }
  });
  return {
    stop: async () => {
      count.stopping = true;
      await Promise.all(pumps);
      await Promise.all(open);
      const { requests, crossed, slowestMs } = count;
      return { requests, failures, acknowledged, crossed, readFrom, slowestMs: Math.round(slowestMs) };
    },
  };

  async function writeAndRead(id: string, target: LoadTarget, next: LoadTarget): Promise<void> {
    const text = `note ${id}: "ä" & <b>`;
    const written = await ask('writing', 201, () => askHttps(target, '/notes', { id, text }));
    if (written === undefined) return;
    acknowledged.push(id);
    const read = await ask('reading', 200, () => askHttps(next, `/notes/${id}`));
    if (read === undefined) return;
    if (read['text'] !== text) fail(`reading: another text`);
    readFrom.add(read['read_from'] ?? '');
    if (read['answered_by'] !== written['written_by']) count.crossed += 1;
  }

  async function ask(
    what: string,
    wanted: number,
    act: () => ReturnType<typeof askHttps>,
  ): Promise<Readonly<Record<string, string>> | undefined> {
    const begun = performance.now();
    try {
      const { status, text } = await act();
      if (status === wanted) return JSON.parse(text) as Readonly<Record<string, string>>;
      fail(`${what}: status ${status}`);
    } catch (error) {
      fail(`${what}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
    } finally {
      count.requests += 1;
      count.slowestMs = Math.max(count.slowestMs, performance.now() - begun);
    }
    return undefined;
  }

  function fail(failure: string): void {
    failures.set(failure, (failures.get(failure) ?? 0) + 1);
  }
}
