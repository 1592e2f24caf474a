import type { Activity } from './activity.ts';
import { elapsed, plural } from './amount.ts';
import { atWork } from './at-work.ts';
import { line } from './line.ts';
import type { Line } from './line.ts';

/** What a log is told of those that have been at work for longest. */
export function stillRunning({ running }: Activity, now: number): readonly Line[] {
  const left = running.length - shownHosts;
  return [
    ...running.slice(0, shownHosts).map((each) => {
      const note = atWork(each, now);
      const more = note === '' ? '' : `: ${note}`;
      return line(`still running on ${each.host} after ${elapsed(now - each.since)}: ${each.what}${more}`);
    }),
    ...(left > 0 ? [line(`still running on ${plural(left, 'more host')}`)] : []),
  ];
}

const shownHosts = 3;
