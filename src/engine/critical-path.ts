import type { Phases } from '../reporter.ts';

/** One host's part in a play. */
export interface Worked {
  readonly host: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly phases: Phases;
}

/**
 * What determined how long a play took, in the order of time: the host that ended last, before it the one that ended last
 * before that one began (it waited for its place or its batch), and so on.
 */
export function criticalPath(worked: readonly Worked[]): readonly Worked[] {
  const path: Worked[] = [];
  let left = worked;
  for (;;) {
    const last = left.reduce<Worked | undefined>((a, b) => (a === undefined || b.endMs > a.endMs ? b : a), undefined);
    if (last === undefined) return path.reverse();
    path.push(last);
    left = left.filter((each) => each !== last && each.endMs <= last.startMs);
  }
}
