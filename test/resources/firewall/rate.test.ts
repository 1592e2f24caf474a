import { describe, expect, test } from '@jest/globals';
import { parseConnectionLimit, parseLogRate } from '../../../src/resources/firewall/rate.ts';

describe('a rate', () => {
  test.each([
    ['6/30s', { count: 6, seconds: 30 }],
    ['10/min', { count: 10, seconds: 60 }],
    ['10/m', { count: 10, seconds: 60 }],
    ['100/1h', { count: 100, seconds: 3600 }],
    ['1/d', { count: 1, seconds: 86400 }],
    ['5/2minute', { count: 5, seconds: 120 }],
  ])('%s limits connections', (text, limit) => expect(parseConnectionLimit(text)).toEqual(limit));

  test.each(['6', '6/', '0/min', '101/min', '6/0s', '6/2d', '6/30', '6/30x', '-6/min', '6/minutes'])(
    '%p limits nothing',
    (text) => expect(parseConnectionLimit(text)).toBeUndefined(),
  );

  test.each([
    ['5/min', { count: 5, unit: 'min' }],
    ['1/s', { count: 1, unit: 'sec' }],
    ['100/hour', { count: 100, unit: 'hour' }],
  ])('%s limits a log', (text, rate) => expect(parseLogRate(text)).toEqual(rate));

  test('of several units limits no log, because iptables has none', () => {
    expect(parseLogRate('5/30s')).toBeUndefined();
  });

  test('of a day limits no log, because the kernel cannot count so slowly', () => {
    expect(parseLogRate('5/day')).toBeUndefined();
  });
});
