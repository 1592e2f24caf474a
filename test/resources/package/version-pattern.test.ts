import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fitsVersion } from '../../../src/resources/package/version-pattern.ts';

test('a pattern without a star is the version itself', () => {
  expect(fitsVersion('1.22', '1.22')).toBe(true);
  expect(fitsVersion('1.22', '1.22.1')).toBe(false);
});

test('nothing fits a version that is not there', () => {
  expect(fitsVersion('*', undefined)).toBe(false);
});

test('stars stand for any characters, as a regular expression would have it', () => {
  const piece = fc.array(fc.constantFrom('1', '2', '.', '*', 'a'), { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(piece, piece, (pattern, text) => {
      const version = text.replaceAll('*', '');
      const judge = new RegExp(`^${pattern.replaceAll('.', '\\.').replace(/\*+/g, '.*')}$`);
      expect(fitsVersion(pattern, version)).toBe(judge.test(version));
    }),
  );
});
