import { describe, expect, test } from '@jest/globals';
import { criticalPath } from '../../src/engine/critical-path.ts';
import { Profiler } from '../../src/engine/profiler.ts';
import { noTime, phasesSince, Stopwatch } from '../../src/engine/stopwatch.ts';
import { changed, finished, label } from '../support/run-events.ts';

describe('a stopwatch', () => {
  test('gives each moment to what is waited for, and connecting goes before everything', async () => {
    let time = 0;
    const watch = new Stopwatch(() => time);
    const after = async (milliseconds: number): Promise<void> => {
      await Promise.resolve();
      time += milliseconds;
    };
    time += 1;
    await watch.during('readMs', after(10));
    const before = watch.spent;
    await watch.during('proveMs', after(100));
    watch.connecting(true);
    await watch.during('readMs', after(1000));
    watch.connecting(false);
    time += 2;
    expect(watch.spent).toEqual({ connectMs: 1000, readMs: 10, writeMs: 0, proveMs: 100, controllerMs: 3 });
    expect(phasesSince(before, watch.spent)).toEqual({
      connectMs: 1000,
      readMs: 0,
      writeMs: 0,
      proveMs: 100,
      controllerMs: 2,
    });
  });
});

describe('the critical path', () => {
  const worked = (host: string, startMs: number, endMs: number) => ({ host, startMs, endMs, phases: noTime });

  test('is the slowest host when all begin together', () => {
    const path = criticalPath([worked('a', 0, 5), worked('b', 0, 9), worked('c', 0, 7)]);
    expect(path.map(({ host }) => host)).toEqual(['b']);
  });

  test('goes back through those that had to end first', () => {
    const path = criticalPath([worked('a', 0, 5), worked('b', 0, 9), worked('c', 9, 12), worked('d', 9, 30)]);
    expect(path.map(({ host }) => host)).toEqual(['b', 'd']);
  });

  test('is empty when nobody worked', () => {
    expect(criticalPath([])).toEqual([]);
  });
});

describe('a profile', () => {
  test('sums by task and by host, and names the tasks of the host that determined a play', () => {
    const profiler = new Profiler();
    const [one, two] = [label('one', { id: 1 }), label('two', { id: 2 })];
    profiler.add(finished('a', one, changed(), 10));
    profiler.add(finished('b', one, changed(), 30));
    profiler.add(finished('b', { ...two, item: 'x' }, changed(), 40));
    profiler.add(finished('b', { ...two, item: 'y' }, changed(), 50));
    profiler.worked('a', { startMs: 0, endMs: 12, phases: { ...noTime, readMs: 12 } });
    profiler.worked('b', { startMs: 0, endMs: 125, phases: { ...noTime, writeMs: 125 } });
    profiler.played('web', { startMs: 0, endMs: 126 });
    const { plays, tasks, hosts } = profiler.profile;
    expect(plays).toMatchObject([
      {
        play: 'web',
        durationMs: 126,
        critical: [{ host: 'b', durationMs: 125, tasks: [{ durationMs: 50 }, { durationMs: 40 }, { durationMs: 30 }] }],
      },
    ]);
    expect(tasks).toMatchObject([
      { task: two, times: 2, durationMs: 90, longestMs: 50, longestHost: 'b' },
      { task: one, times: 2, durationMs: 40, longestMs: 30, longestHost: 'b' },
    ]);
    expect(tasks[0]?.phases).toEqual({ connectMs: 0, readMs: 8, writeMs: 10, proveMs: 4, controllerMs: 2 });
    expect(hosts.map(({ host, durationMs }) => [host, durationMs])).toEqual([
      ['b', 125],
      ['a', 12],
    ]);
  });

  test('begins anew with each play', () => {
    const profiler = new Profiler();
    profiler.add(finished('a', label('one'), changed(), 10));
    profiler.worked('a', { startMs: 0, endMs: 12, phases: noTime });
    profiler.played('first', { startMs: 0, endMs: 12 });
    profiler.worked('b', { startMs: 12, endMs: 13, phases: noTime });
    profiler.played('second', { startMs: 12, endMs: 14 });
    expect(profiler.profile.plays[1]).toMatchObject({ critical: [{ host: 'b', tasks: [] }] });
  });
});
