import type { TaskLabel } from '../reporter.ts';
import { below, headline } from './headline.ts';
import type { View } from './headline.ts';
import { line } from './line.ts';
import type { Line } from './line.ts';
import { firstLines } from './shorten.ts';
import { taskName } from './task-name.ts';

/** What a `debug` task says: beside its name when it is one line, below it when there are more. */
export function messageLines(view: View, host: string, task: TaskLabel, message: string): readonly Line[] {
  const lines = message.trimEnd().split(/\r?\n/);
  const [only = ''] = lines;
  const name = saysItself(task, message) ? undefined : taskName(task);
  const more = lines.length > 1;
  const title = more ? [name ?? 'debug'] : name === undefined ? [only] : [`${name}: `, only];
  const rest = more ? lines.map((text) => line(text)) : [];
  return [
    headline(view, 'skipped', 'message', host, ...title),
    ...below(view.verbose ? rest : firstLines(rest, shownLines)),
  ];
}

const shownLines = 60;

/** A task without a name is called by its kind and the beginning of its message. */
function saysItself({ name }: TaskLabel, message: string): boolean {
  const start = name.replace(/^debug /, '').replace(/\u2026$/, '');
  return name.startsWith('debug ') && message.replace(/\s+/g, ' ').trim().startsWith(start);
}
