import type { RunEvent } from '../../src/reporter.ts';
import type { Disturbed } from './place.ts';
import type { Injection } from './injection.ts';

/** What became of a disturbed run. */
export interface Verdict {
  /** What is not as it must be; nothing when all is well. */
  readonly wrong: readonly string[];
  /** Handlers that ran once more than needed: their run died between their end and the note of it, as documented. */
  readonly repeated: number;
}

/**
 * Compares a host with one that nobody disturbed. Handlers are judged by what they wrote down: each must have seen the last
 * state of what notifies it, and in the second run those ran, and only those, that the host still owed or that a change
 * of that run notified.
 * @param undisturbed a host's state
 */
export function judge(injection: Injection, { first, second, state }: Disturbed, undisturbed: string): Verdict {
  const [is, must] = [sections(state), sections(undisturbed)];
  const wrong: string[] = [];
  const expectedEnds: Readonly<Record<Injection['fault'], readonly (number | undefined)[]>> = {
    // 1 when a guarded change was undone for it; 0 when it came when all was done.
    cut: [3, 1, 0],
    kill: [undefined, 0],
    freeze: [130, 0],
    stall: [0],
  };
  if (!expectedEnds[injection.fault].includes(first.code))
    wrong.push(`the run ended with ${String(first.code)}: ${first.stderr}`);
  if (second.code !== 0)
    wrong.push(`the next run ended with ${String(second.code)}: ${told(second.events)} ${second.stderr}`);
  for (const [name, lines] of must) {
    if (name === 'handlers') continue;
    wrong.push(...differences(lines, is.get(name) ?? []).map((each) => `${name}: ${each}`));
  }
  const notes = (is.get('handlers') ?? []).map(noteOf);
  const expected = new Map((must.get('handlers') ?? []).map(noteOf).map(({ handler, saw }) => [handler, saw]));
  for (const [handler, saw] of expected) {
    const last = notes.findLast((note) => note.handler === handler);
    if (last === undefined) wrong.push(`handlers: ${handler} never ran`);
    else if (last.saw !== saw) wrong.push(`handlers: ${handler} ran before the last change that it is for`);
  }
  const owed = owedIn(second.events);
  let repeated = 0;
  for (const handler of expected.keys()) {
    const ran = notes.filter((note) => note.run === '2' && note.handler === handler).length;
    const due = owed.has(handler) ? 1 : 0;
    if (ran !== due) wrong.push(`handlers: ${handler} ran ${ran} times in the next run, and was due ${due} times`);
    if (
      ran > 0 &&
      notes.some((note) => note.run === '1' && note.handler === handler && note.saw === expected.get(handler))
    )
      repeated += 1;
  }
  return { wrong, repeated };
}

function sections(state: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    state
      .split(/^# /m)
      .slice(1)
      .map((section) => {
        const [name = '', ...lines] = section.trimEnd().split('\n');
        return [name, lines];
      }),
  );
}

function differences(must: readonly string[], is: readonly string[]): readonly string[] {
  const [expected, found] = [new Set(must), new Set(is)];
  return [
    ...must.filter((line) => !found.has(line)).map((line) => `missing: ${line}`),
    ...is.filter((line) => !expected.has(line)).map((line) => `unexpected: ${line}`),
    ...(must.length !== is.length && expected.size === found.size
      ? [`${is.length} lines instead of ${must.length}`]
      : []),
  ];
}

function noteOf(line: string): { readonly run: string; readonly handler: string; readonly saw: string } {
  const [run = '', handler = '', saw = ''] = line.split(' ');
  return { run, handler, saw };
}

/** What the host owed, or a change of this run notified, in the words that handlers write down. */
function owedIn(events: readonly RunEvent[]): ReadonlySet<string> {
  const words: Readonly<Record<string, string>> = {
    'load configuration': 'load',
    'index tools': 'index',
    seal: 'seal',
    'report load': 'report-load',
    'report restart': 'report-restart',
  };
  const names = events.flatMap((event) =>
    event.type === 'handler.owed' || event.type === 'handler.notified' ? [words[event.handler] ?? ''] : [],
  );
  return new Set(names);
}

function told(events: readonly RunEvent[]): string {
  return events
    .flatMap((event) => {
      if (event.type === 'host.lost' && event.failure !== undefined) return [event.failure.message];
      if (event.type === 'warning') return [event.message];
      if (event.type !== 'task.finished' || !('failure' in event.outcome)) return [];
      return [`${event.task.name}: ${event.outcome.failure.message} ${event.outcome.failure.stderr ?? ''}`];
    })
    .join('; ');
}
