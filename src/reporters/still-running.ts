import type { Activity } from './activity.ts';
import { elapsed, plural } from './amount.ts';
import { line } from './line.ts';
import type { Line } from './line.ts';

/** What a log is told of those that have been at work for longest. */
export function stillRunning({ running }: Activity, now: number): readonly Line[] {
  const left = running.length - shownHosts;
  return [
    ...running.slice(0, shownHosts).map(({ host, what, since, said }) => {
      const last = said === undefined ? '' : `: ${said}`;
      return line(`still running on ${host} after ${elapsed(now - since)}: ${what}${last}`);
    }),
    ...(left > 0 ? [line(`still running on ${plural(left, 'more host')}`)] : []),
  ];
}

const shownHosts = 3;
