import { describe, expect, test } from '@jest/globals';
import { settingOf } from '../../../../src/resources/firewall/ufw/state.ts';

describe('a setting of ufw', () => {
  test.each([
    ['LOGLEVEL=low', 'low'],
    ['LOGLEVEL="LOW"', 'low'],
    ['  LOGLEVEL = low  # quiet', 'low'],
    ['LOGLEVEL=off\nLOGLEVEL=full', 'full'],
    ['LOGLEVEL=', ''],
    ['#LOGLEVEL=low', undefined],
    ['LOGLEVELS=low', undefined],
    ['LOGLEVEL', undefined],
    ["LOGLEVEL='low'", "'low'"],
  ])('%j is %j', (text, value) => {
    expect(settingOf(text, 'LOGLEVEL')).toBe(value);
  });

  test('is read in a blink from whatever a host sends', () => {
    const text = `LOGLEVEL=${' '.repeat(2_000_000)}x`;
    expect(settingOf(text, 'LOGLEVEL')).toBe('x');
  });
});
