import { expect, test } from '@jest/globals';
import { median } from './median.ts';
import type { Sample } from './results.ts';
import { rotated } from './rotated.ts';
import { stateDifferences } from './state-differences.ts';
import { summarize } from './summarize.ts';

test.each([
  [[3], 3],
  [[10, 9, 1], 9],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (numbers, middle) => {
  expect(median(numbers)).toBe(middle);
});

test('nothing has no median', () => {
  expect(() => median([])).toThrow('no median');
});

test('each column has a median of its own, and tells from how many runs', () => {
  const sample = (wall: number, bytes: number, trips: number | null): Sample => ({
    wall_ms: wall,
    controller_cpu_ms: 1,
    controller_peak_kb: 1,
    host_cpu_ms: 1,
    bytes,
    round_trips: trips,
  });
  const what = { tool: 'a', phase: 'plan', hosts: 1, latency_ms: 0 } as const;
  const raw = [sample(1, 30, 2), sample(2, 20, 2), sample(3, 10, 4)];
  expect(summarize(what, raw)).toMatchObject({ ...what, wall_ms: 2, bytes: 20, round_trips: 2, rounds: 3, raw });
  expect(summarize(what, [sample(1, 1, null)]).round_trips).toBeNull();
});

test('every tool is first in its turn', () => {
  const orders = [0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round).join(''));
  expect(orders).toEqual(['abc', 'bca', 'cab', 'abc']);
  expect(rotated([], 1)).toEqual([]);
});

test('differences of two states are named, and doubled lines too', () => {
  expect(stateDifferences(['a', 'b'], ['b', 'a'])).toEqual([]);
  expect(stateDifferences(['a', 'b'], ['b', 'c'])).toEqual(['missing "a"', 'found "c"']);
  expect(stateDifferences(['a'], ['a', 'a'])).toEqual(['2 items instead of 1']);
});
