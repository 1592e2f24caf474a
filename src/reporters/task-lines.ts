import type { Outcome, RunEvent, TaskLabel } from '../reporter.ts';
import type { Change } from '../resource.ts';
import { changeLines } from './change-lines.ts';
import { failureLines } from './failure-lines.ts';
import { below, headline } from './headline.ts';
import type { View } from './headline.ts';
import { line, piece } from './line.ts';
import type { Line, Piece } from './line.ts';
import { messageLines } from './message-lines.ts';
import { firstLines } from './shorten.ts';
import { taskName } from './task-name.ts';

/** How a task ended on a host; nothing for what only a verbose report shows. */
export function taskLines(view: View, { host, task, outcome }: TaskFinished): readonly Line[] {
  const name = taskName(task);
  const at = piece('faint', `  (${task.at})`);
  switch (outcome.status) {
    case 'ok':
      if (task.kind === 'debug' && outcome.message !== undefined)
        return messageLines(view, host, task, outcome.message);
      if (!view.verbose) return [];
      return [headline(view, 'ok', 'ok', host, name, at), ...said(view, outcome.message)];
    case 'skipped':
      return view.verbose ? [headline(view, 'skipped', 'skipped', host, name, at, `  ${outcome.why}`)] : [];
    case 'changed':
    case 'would-change': {
      const word = outcome.status === 'changed' ? 'changed' : 'would change';
      return [
        headline(view, 'changed', word, host, name, at, ...notes(view, outcome)),
        ...(view.diff ? below(bounded(view, changeLines(outcome.changes))) : []),
        ...(outcome.status === 'changed' ? said(view, outcome.message) : []),
      ];
    }
    case 'failed':
      if (outcome.ignored)
        return [headline(view, 'warning', 'ignored', host, name, at), ...failure(view, task, outcome.failure)];
      return [headline(view, 'failed', 'failed', host, name, at), ...failure(view, task, outcome.failure)];
    case 'unreachable':
      return [headline(view, 'failed', 'unreachable', host, name, at), ...failure(view, task, outcome.failure)];
  }
}

type TaskFinished = Extract<RunEvent, { readonly type: 'task.finished' }>;

function notes(view: View, outcome: Extract<Outcome, { readonly changes: readonly Change[] }>): readonly Piece[] {
  const said = [
    ...(view.diff || outcome.changes.length === 0 ? [] : [outcome.changes.map((each) => each.attribute).join(', ')]),
    ...(outcome.status === 'would-change' && outcome.assuming ? ['assuming earlier changes'] : []),
    ...(outcome.verified ? [] : ['not verified']),
  ];
  return said.length === 0 ? [] : [`  ${said.join('; ')}`];
}

/** What an action said: its output, mostly. */
function said(view: View, message: string | undefined): readonly Line[] {
  if (!view.verbose || message === undefined || message === '') return [];
  return below(
    message
      .trimEnd()
      .split(/\r?\n/)
      .map((text) => line(text)),
  );
}

function failure(view: View, task: TaskLabel, given: Parameters<typeof failureLines>[0]): readonly Line[] {
  const { at, ...rest } = given;
  const elsewhere = at === undefined || at === task.at ? rest : given;
  return below(failureLines(elsewhere, view.verbose ? 'full' : 'brief'));
}

function bounded(view: View, lines: readonly Line[]): readonly Line[] {
  if (!view.verbose) return firstLines(lines, shownLines);
  return lines.map((each) => ({ ...each, overflow: 'wrap' }));
}

/** Of a change's differences. */
const shownLines = 60;
