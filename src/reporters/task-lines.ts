import type { Failure, Outcome, RunEvent } from '../reporter.ts';
import type { Change } from '../resource.ts';
import { duration } from './amount.ts';
import { changeLines } from './change-lines.ts';
import { failureLines } from './failure-lines.ts';
import { below, headline } from './headline.ts';
import type { View } from './headline.ts';
import { isText } from './is-text.ts';
import { line } from './line.ts';
import type { Line, Role } from './line.ts';
import { messageLines } from './message-lines.ts';
import { place } from './place.ts';
import { firstLines } from './shorten.ts';
import { taskName } from './task-name.ts';

/** How a task ended on a host; nothing for what only a verbose report shows. */
export function taskLines(view: View, event: TaskFinished): readonly Line[] {
  const { host, task, outcome } = event;
  switch (outcome.status) {
    case 'ok':
      if (task.kind === 'debug' && outcome.message !== undefined)
        return messageLines(view, host, task, outcome.message);
      return view.verbose ? [title(view, 'ok', 'ok', event, []), ...said(view, outcome.message)] : [];
    case 'skipped':
      return view.verbose ? [title(view, 'skipped', 'skipped', event, [outcome.why])] : [];
    case 'changed':
      return [...changed(view, 'changed', event, outcome), ...said(view, outcome.message)];
    case 'would-change':
      return changed(view, view.mode === 'verify' ? 'drift' : 'would change', event, outcome);
    case 'failed':
      return [
        outcome.ignored
          ? title(view, 'warning', 'ignored', event, [outcome.failure.code])
          : title(view, 'failed', 'failed', event, [
              outcome.failure.code,
              ...(outcome.rescued === true ? ['its block has a rescue'] : []),
            ]),
        ...failed(view, event, outcome.failure),
      ];
    case 'unreachable':
      return [
        outcome.ignored === true
          ? title(view, 'warning', 'ignored', event, [outcome.failure.code])
          : title(view, 'failed', 'unreachable', event, [outcome.failure.code]),
        ...failed(view, event, outcome.failure),
      ];
  }
}

type Changed = Extract<Outcome, { readonly changes: readonly Change[] }>;

/** Hosts that change alike have their differences shown once. */
function changed(view: View, word: string, event: TaskFinished, outcome: Changed): readonly Line[] {
  const { host, task } = event;
  const worthwhile = view.diff && !view.verbose && outcome.changes.some(isLong);
  const alike = worthwhile ? view.seen.earlier(host, `${task.at} ${taskName(task)}`, outcome.changes) : undefined;
  const as = alike === undefined ? [] : [`as on ${alike}`];
  return [
    title(view, 'changed', word, event, [...notes(view, outcome), ...as]),
    ...(alike === undefined ? differences(view, outcome.changes) : []),
  ];
}

/** A text takes lines; everything else is one, which is as short as saying where it stands. */
function isLong({ from, to, sensitive }: Change): boolean {
  return sensitive !== true && [from, to].some(isText);
}

type TaskFinished = Extract<RunEvent, { readonly type: 'task.finished' }>;

function title(view: View, role: Role, word: string, event: TaskFinished, notes: readonly string[]): Line {
  const { host, task, durationMs } = event;
  const all = durationMs < worthTellingMs ? notes : [...notes, duration(durationMs)];
  const more = all.length === 0 ? [] : [`  ${all.join('; ')}`];
  return headline(view, role, word, host, taskName(task), ...place(task.at), ...more);
}

const worthTellingMs = 1000;

function notes(view: View, outcome: Changed): readonly string[] {
  return [
    ...(view.diff || outcome.changes.length === 0 ? [] : [outcome.changes.map((each) => each.attribute).join(', ')]),
    ...(outcome.status === 'would-change' && outcome.assuming ? ['assuming earlier changes'] : []),
    ...(outcome.verified ? [] : ['not verified']),
  ];
}

function differences(view: View, changes: readonly Change[]): readonly Line[] {
  if (!view.diff) return [];
  const lines = changeLines(changes);
  return below(view.verbose ? lines.map((each) => ({ ...each, overflow: 'wrap' })) : firstLines(lines, shownLines));
}

/** Of a task's differences. */
const shownLines = 60;

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

function failed(view: View, { task }: TaskFinished, { at, ...failure }: Failure): readonly Line[] {
  const place = at === undefined || at === task.at ? {} : { at };
  return below(failureLines({ ...failure, ...place }, view.verbose ? 'full' : 'brief'));
}
