import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { passwordHash } from '../../src/facts/password-hash.ts';

test('gives hashes that nothing shows by accident', () => {
  const [hash, missing] = passwordHash.parse(Buffer.from('deploy:!$6$salt$hash\n'), ['deploy', 'other']);
  expect(hash?.reveal()).toBe('!$6$salt$hash');
  expect(`${inspect(hash)} ${JSON.stringify(hash)}`).not.toContain('salt');
  expect(missing).toBeUndefined();
});
