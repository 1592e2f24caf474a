import { describe, expect, test } from '@jest/globals';
import { ulimitArguments } from '../../src/lab/resource-limits.ts';

const limits = [
  'Limit                     Soft Limit           Hard Limit           Units     ',
  'Max processes             96365                96365                processes ',
  'Max open files            1024                 20000                files     ',
].join('\n');
const restricted = 'CapEff:\t0000000000000000\nCapBnd:\t000001fffeffffff\n';

describe('ulimitArguments', () => {
  test('who may raise limits needs no arguments', () => {
    expect(ulimitArguments('CapBnd:\t000001ffffffffff\n', limits, 32768)).toEqual([]);
  });

  test('others name the hard limits, and no more processes than there are PIDs', () => {
    expect(ulimitArguments(restricted, limits, 32768)).toEqual([
      '--ulimit',
      'nofile=20000:20000',
      '--ulimit',
      'nproc=32768:32768',
    ]);
    expect(ulimitArguments(restricted, limits, 4_194_304)).toContain('nproc=96365:96365');
  });

  test('unlimited becomes the largest value that engines know', () => {
    const unlimited = limits.replaceAll(/\d+ +(files|processes)/g, 'unlimited $1');
    expect(ulimitArguments(restricted, unlimited, 100)).toEqual([
      '--ulimit',
      'nofile=1048576:1048576',
      '--ulimit',
      'nproc=100:100',
    ]);
  });
});
