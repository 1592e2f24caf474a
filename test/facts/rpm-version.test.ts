import { expect, test } from '@jest/globals';
import { compareRpmVersions } from '../../src/facts/rpm-version.ts';

// As rpm 4.18 judges: `rpm --eval '%{lua: print(rpm.vercmp("1.0", "1.1"))}'`.
test.each([
  ['1.0-1', '1.0-1', 0],
  ['1.0-1', '1.0-2', -1],
  ['2.0-1', '10.0-1', -1],
  ['1:1.0-1', '10.0-1', 1],
  ['1.05-1', '1.5-1', 0],
  ['1.0~rc1-1', '1.0-1', -1],
  ['1.0~rc1-1', '1.0~rc2-1', -1],
  ['1.0^git1-1', '1.0-1', 1],
  ['1.0^git1-1', '1.0.1-1', -1],
  ['1.0a-1', '1.0-1', 1],
  ['1.a-1', '1.1-1', -1],
  ['1.0_1-1', '1.0.1-1', 0],
  ['xyz10-1', 'xyz9-1', 1],
])('%s and %s', (one, other, order) => {
  expect([Math.sign(compareRpmVersions(one, other)), Math.sign(compareRpmVersions(other, one)) + 0]).toEqual([
    order,
    -order + 0,
  ]);
});
