import { expect, test } from '@jest/globals';
import { duration, elapsed, plural, size } from '../../src/reporters/amount.ts';

test.each([
  [0.4, '0 ms'],
  [31, '31 ms'],
  [999.4, '999 ms'],
  [4600, '4.6 s'],
  [12_345, '12 s'],
  [184_000, '3 min 04 s'],
  [3_720_000, '1 h 02 min'],
])('a duration of %d ms reads %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});

test('time that goes on is told in whole seconds', () => {
  expect([0, 999, 9999, 61_000].map(elapsed)).toEqual(['0 s', '0 s', '9 s', '1 min 01 s']);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [123_456, '123.5 kB'],
  [4_500_000, '4.5 MB'],
  [7e15, '7000.0 TB'],
])('a size of %d bytes reads %s', (bytes, text) => {
  expect(size(bytes)).toBe(text);
});

test('one is no plural', () => {
  expect([0, 1, 2].map((count) => plural(count, 'host'))).toEqual(['0 hosts', '1 host', '2 hosts']);
});
