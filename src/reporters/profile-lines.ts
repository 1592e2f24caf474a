import type { Phases, PlayProfile, RunProfile } from '../reporter.ts';
import { align } from './align.ts';
import { duration, plural } from './amount.ts';
import { line, piece } from './line.ts';
import type { Line, Piece } from './line.ts';
import { place } from './place.ts';
import { taskName } from './task-name.ts';

/**
 * Where the time of a run went: what determined it first, then by phase, task and host. What was read for several tasks
 * together is in the phases and in none of the tasks.
 */
export function profileLines({ plays, tasks, hosts }: RunProfile): readonly Line[] {
  const rows = hosts.map(({ host, durationMs, phases }) => [host, duration(durationMs), phasesOf(phases)]);
  const work = tasks
    .filter(isNoticeable)
    .map(({ task, times, durationMs, longestMs, longestHost, phases }) => [
      duration(durationMs),
      taskName(task),
      plural(times, 'time'),
      ...(times > 1 ? [`longest ${duration(longestMs)} on ${longestHost}`] : ['']),
      phasesOf(phases),
    ]);
  return [
    ...titled('what determined the time', plays.flatMap(criticalLines)),
    ...titled('by phase, of all hosts together', phaseLines(hosts.map(({ phases }) => phases))),
    ...titled('by task, of all hosts together', mostOf(work, 'task')),
    ...titled('by host', mostOf(rows, 'host')),
  ];
}

function isNoticeable({ durationMs }: { readonly durationMs: number }): boolean {
  return durationMs >= 1;
}

/** Of each table. */
const shownRows = 15;
const phaseNames = {
  connectMs: 'connect',
  readMs: 'read',
  writeMs: 'write',
  proveMs: 'prove',
  controllerMs: 'controller',
} as const satisfies Record<keyof Phases, string>;
const phaseKeys = Object.keys(phaseNames) as readonly (keyof Phases)[];

function criticalLines({ play, durationMs, critical }: PlayProfile): readonly Line[] {
  const rows = critical.flatMap((each) => [
    [`  ${each.host}`, piece('strong', duration(each.durationMs)), phasesOf(each.phases)],
    ...each.tasks
      .filter(isNoticeable)
      .map(({ task, durationMs: ms }) => ['', duration(ms), taskName(task) + placeOf(task.at)]),
  ]);
  return [line(piece('strong', `play ${play}`), `  ${duration(durationMs)}`), ...align(rows)];
}

function placeOf(at: string): string {
  return place(at)
    .map((each) => (typeof each === 'string' ? each : each.text))
    .join('');
}

function phasesOf(phases: Phases): Piece {
  const parts = phaseKeys.filter((key) => phases[key] >= 1).map((key) => `${phaseNames[key]} ${duration(phases[key])}`);
  return piece('faint', parts.join(', '));
}

function phaseLines(all: readonly Phases[]): readonly Line[] {
  const of = (key: keyof Phases): number => all.reduce((total, phases) => total + phases[key], 0);
  const total = phaseKeys.reduce((time, key) => time + of(key), 0);
  if (total === 0) return [];
  return align(
    phaseKeys.map((key) => [`  ${phaseNames[key]}`, duration(of(key)), `${Math.round((100 * of(key)) / total)} %`]),
  );
}

function mostOf(rows: readonly (readonly Piece[])[], noun: string): readonly Line[] {
  const left = rows.length - shownRows;
  return [
    ...align(rows.slice(0, shownRows).map(([first = '', ...rest]) => [indented(first), ...rest])),
    ...(left > 0 ? [line(piece('faint', `  … and ${plural(left, `more ${noun}`)}`))] : []),
  ];
}

function indented(first: Piece): Piece {
  return typeof first === 'string' ? `  ${first}` : { ...first, text: `  ${first.text}` };
}

function titled(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [line(), line(piece('strong', title)), ...lines];
}
