import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Secret } from '../../src/secret.ts';
import { nativePasswordHash } from '../../src/sql/native-password-hash.ts';
import { passwordMatches } from '../../src/sql/password-matches.ts';
import { sha256Crypt } from '../../src/sql/sha256-crypt.ts';

const hex = (text: string): Secret => new Secret(Buffer.from(text, 'latin1').toString('hex'));

test('what MariaDB keeps of a password', () => {
  // Source: SELECT PASSWORD('secret') of MariaDB 10.11.
  expect(nativePasswordHash(new Secret('secret'))).toBe('*14E65567ABDB5135D0CFD9A70B3032C179A49EE7');
});

test('a digest is what crypt(5) makes', () => {
  const [password, salt] = [
    fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 70 }),
    fc.stringMatching(/^[a-zA-Z0-9./]{1,16}$/),
  ];
  for (const [text, with_] of fc.sample(fc.tuple(password, salt), { seed: 7, numRuns: 25 })) {
    const judged = execFileSync('openssl', ['passwd', '-5', '-salt', with_, '-stdin'], {
      input: text,
      encoding: 'utf8',
    });
    expect(`$5$${with_}$${sha256Crypt(Buffer.from(text), Buffer.from(with_), 5000)}`).toBe(judged.trim());
  }
});

test.each([
  ['mysql_native_password', '*14E65567ABDB5135D0CFD9A70B3032C179A49EE7', true],
  ['mysql_native_password', '*14E65567ABDB5135D0CFD9A70B3032C179A49EE8', false],
  ['mysql_native_password', 'invalid', false],
  ['mysql_native_password', '', false],
  ['ed25519', '*14E65567ABDB5135D0CFD9A70B3032C179A49EE7', false],
  ['caching_sha2_password', '$A$005$', false],
  ['caching_sha2_password', `$A$FFF$${'x'.repeat(63)}`, false],
  ['caching_sha2_password', '', false],
])('what %s keeps is compared: %s %s', (plugin, kept, same) => {
  expect(passwordMatches(plugin, hex(kept), new Secret('secret'))).toBe(same);
});

test('what MySQL keeps is made anew with its salt', () => {
  const salt = 'abcdefghij0123456789';
  const digest = sha256Crypt(Buffer.from('secret'), Buffer.from(salt), 5000);
  expect(passwordMatches('caching_sha2_password', hex(`$A$005$${salt}${digest}`), new Secret('secret'))).toBe(true);
  expect(passwordMatches('caching_sha2_password', hex(`$A$005$${salt}${digest}`), new Secret('other'))).toBe(false);
});
