import type { Failure } from '../reporter.ts';
import { changeLines } from './change-lines.ts';
import { line, piece } from './line.ts';
import type { Line } from './line.ts';
import { firstLines, lastLines } from './shorten.ts';

/** All that is known of a failure, most important first. */
export function failureLines(failure: Failure, detail: 'brief' | 'full'): readonly Line[] {
  const most = detail === 'full' ? Number.POSITIVE_INFINITY : shownOutput;
  const { message, hint, at, command, exitCode, changes = [] } = failure;
  return [
    ...message
      .trimEnd()
      .split('\n')
      .map((text) => line(piece('failed', text))),
    ...(at === undefined ? [] : [line('at ', at)]),
    ...(command === undefined ? [] : commandLines(command, most)),
    ...(exitCode === undefined ? [] : [line('exit status: ', String(exitCode))]),
    ...output('stderr', says(message, failure.stderr), most),
    ...output('stdout', failure.stdout, most),
    ...(changes.length === 0 ? [] : [line('still differs:'), ...indented(firstLines(changeLines(changes), most))]),
    ...(hint === undefined ? [] : hint.split('\n').map((text) => line(piece('skipped', 'hint: '), text))),
  ];
}

function commandLines(command: string, most: number): readonly Line[] {
  const [first = '', ...more] = command.split('\n');
  return [
    line('command: ', first),
    ...indented(
      firstLines(
        more.map((each) => line(each)),
        most,
      ),
    ),
  ];
}

/** Lines of each stream. */
const shownOutput = 20;

/** What stderr adds to the message, which often ends with its only line. */
function says(message: string, stderr: string | undefined): string | undefined {
  return stderr !== undefined && message.endsWith(stderr.trim()) ? undefined : stderr;
}

function output(name: string, text: string | undefined, most: number): readonly Line[] {
  if (text === undefined || text.trim() === '') return [];
  const lines = text.trimEnd().split(/\r?\n/);
  return [
    line(`${name}:`),
    ...indented(
      lastLines(
        lines.map((each) => line(piece('faint', '| '), each)),
        most,
      ),
    ),
  ];
}

function indented(lines: readonly Line[]): readonly Line[] {
  return lines.map((each) => ({ ...each, pieces: ['  ', ...each.pieces] }));
}
