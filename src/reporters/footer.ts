import type { Activity, Running } from './activity.ts';
import { align } from './align.ts';
import { elapsed, plural } from './amount.ts';
import { atWork } from './at-work.ts';
import { cutText } from './cut-text.ts';
import { cutLine, piece } from './line.ts';
import type { Line, Piece } from './line.ts';
import { visible } from './visible.ts';

/**
 * What goes on, in at most `rows` lines: the play as a whole, then its slowest hosts. No line where there is no room or
 * nothing goes on.
 */
export function footerLines(
  activity: Activity,
  times: { readonly now: number; readonly elapsed: number },
  rows: number,
): readonly Line[] {
  if (activity.play === undefined || rows < 1) return [];
  const fits = activity.running.length <= rows - 1;
  const shown = activity.running.slice(0, fits ? rows - 1 : Math.max(0, rows - 2));
  const left = activity.running.length - shown.length;
  return [
    overall(activity, activity.play, times.elapsed),
    ...align(shown.map((each) => cells(each, times.now))).map(({ pieces }) => cutLine(...pieces)),
    ...(left > 0 && rows > 1 ? [cutLine(piece('faint', `  … and ${plural(left, 'more host')} at work`))] : []),
  ];
}

function overall({ done, hosts, progress, changes, failed, unreachable }: Activity, play: string, time: number): Line {
  const percent = `${Math.floor(progress * 100)} %`;
  return cutLine(
    piece('strong', name(play, 30)),
    `  ${done}/${plural(hosts, 'host')} done  ${percent}  ${elapsed(time)}  `,
    piece(changes > 0 ? 'changed' : 'faint', plural(changes, 'change')),
    ...(failed > 0 ? [piece('failed', `  ${failed} failed`)] : []),
    ...(unreachable > 0 ? [piece('failed', `  ${unreachable} unreachable`)] : []),
  );
}

function cells(running: Running, now: number): readonly Piece[] {
  const { host, what, since } = running;
  const note = atWork(running, now);
  return [`  ${name(host, 24)}`, elapsed(now - since), name(what, 40), ...(note === '' ? [] : [piece('faint', note)])];
}

/** Short enough for what stands behind it to be seen. */
function name(text: string, columns: number): string {
  return cutText([visible(text)], columns).join('');
}
