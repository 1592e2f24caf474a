import { describe, expect, test } from '@jest/globals';
import { createActivity } from '../../src/reporters/activity.ts';
import type { RunEvent } from '../../src/reporter.ts';
import { begun, changed, ended, failed, finished, label, play } from '../support/run-events.ts';

function follow(...events: readonly RunEvent[]) {
  let time = 0;
  const activity = createActivity(() => time);
  for (const event of events) {
    time += 10;
    activity.add(event);
  }
  return activity.current();
}

const one = label('one', { id: 1 });
const two = label('two', { id: 2 });
const handler = label('reload', { id: 3, handler: true });
const ok = { status: 'ok', verified: true } as const;

describe('what goes on', () => {
  test('is nothing before the first play and after the run', () => {
    expect(follow().play).toBeUndefined();
    expect(follow(play('web', ['a'], 1), ended('run', [])).play).toBeUndefined();
  });

  test('counts a host as done when all its tasks ended, and a loop as one task', () => {
    const start = play('web', ['a', 'b'], 2);
    const loop = [finished('a', { ...one, item: '1' }, ok), finished('a', { ...one, item: '2' }, ok)];
    expect(follow(start, ...loop)).toMatchObject({ hosts: 2, done: 0, progress: 0.25 });
    expect(follow(start, ...loop, finished('a', two, ok))).toMatchObject({ done: 1, progress: 0.5 });
  });

  test('counts a host as at work while its handlers run', () => {
    const before = [play('web', ['a'], 1), finished('a', one, changed()), begun('a', handler)];
    expect(follow(...before)).toMatchObject({ done: 0, progress: 1, changes: 1 });
    expect(follow(...before, finished('a', handler, changed()))).toMatchObject({ done: 1, changes: 2 });
  });

  test('counts a lost host as done, and by what was wrong with it', () => {
    const lost = { type: 'host.lost', tasksLeft: 1, handlersOwed: [] } as const;
    const failure = failed({ code: 'action-failed', message: 'no' });
    expect(
      follow(
        play('web', ['a', 'b', 'c'], 2),
        finished('a', one, failure),
        { ...lost, host: 'a', state: 'failed' },
        { ...lost, host: 'b', state: 'unreachable' },
        { ...lost, host: 'c', state: 'stopped' },
      ),
    ).toMatchObject({ done: 3, failed: 1, unreachable: 1, running: [] });
  });

  test('counts no failure that is ignored', () => {
    const ignored = { status: 'failed', failure: { code: 'x', message: 'no' }, ignored: true } as const;
    expect(follow(play('web', ['a'], 1), finished('a', one, ignored))).toMatchObject({ failed: 0, done: 1 });
  });

  test('lists what runs, the longest first, with the last line that it said', () => {
    const { running } = follow(
      play('web', ['a', 'b', 'c'], 1),
      { type: 'host.connecting', host: 'c' },
      begun('a', one),
      begun('b', { ...one, role: 'nginx', item: '1' }),
      { type: 'host.connected', host: 'c', durationMs: 1, transport: 'ssh2' },
      { type: 'task.progress', host: 'b', task: one, message: 'Get:1\r 10 %\r 20 %\r\n' },
    );
    expect(running).toEqual([
      { host: 'a', what: 'one', since: 30 },
      { host: 'b', what: 'nginx : one [1]', since: 40, said: { text: '20 %', at: 60 } },
      { host: 'c', what: 'reading', since: 50 },
    ]);
  });
});
