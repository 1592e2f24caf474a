import type { RunEvent } from '../reporter.ts';
import { plural } from './amount.ts';
import { failureLines } from './failure-lines.ts';
import { below, headline } from './headline.ts';
import type { View } from './headline.ts';
import { line, piece } from './line.ts';
import type { Line } from './line.ts';

/** That a host takes no further part, where its last task has not said it all. */
export function lostLines(view: View, event: Extract<RunEvent, { readonly type: 'host.lost' }>): readonly Line[] {
  const { host, state, failure, tasksLeft, handlersOwed } = event;
  if (failure === undefined && tasksLeft === 0 && handlersOwed.length === 0) return [];
  const word = failure === undefined ? 'stopped' : state;
  const left = tasksLeft === 0 ? 'no task was left' : `${plural(tasksLeft, 'task')} left undone`;
  const code = failure === undefined || failure.code === state ? '' : `  ${failure.code}`;
  return [
    headline(view, 'failed', word, host, left, code),
    ...below([
      ...(failure === undefined ? [] : failureLines(failure, view.verbose ? 'full' : 'brief')),
      ...(handlersOwed.length === 0 ? [] : [line(piece('failed', `handlers not run: ${handlersOwed.join(', ')}`))]),
    ]),
  ];
}
