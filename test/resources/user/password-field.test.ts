import { describe, expect, test } from '@jest/globals';
import { passwordDiffers, passwordField } from '../../../src/resources/user/password-field.ts';
import type { UserState } from '../../../src/facts/user-state.ts';
import { Secret } from '../../../src/secret.ts';

const hash = '$6$salt$hash';
const user = (password: UserState['password']): UserState => ({
  uid: 1001,
  gid: 1001,
  comment: '',
  home: '/home/deploy',
  homeExists: true,
  shell: '/bin/sh',
  groups: [],
  password,
});

describe('passwordDiffers', () => {
  test.each([
    ['the same hash', hash, hash, false],
    ['another hash', hash, '$6$salt$other', true],
    ['the same hash behind a lock', hash, `!${hash}`, false],
    ['a lock that is wanted and not there', `!${hash}`, hash, true],
    ['no entry at all', hash, undefined, true],
    ['no password instead of one', '*', hash, true],
    ['two ways to have none', '!', '!!', false],
  ])('%s', (_, wanted, found, differs) => {
    expect(passwordDiffers(new Secret(wanted), found === undefined ? undefined : new Secret(found))).toBe(differs);
  });
});

describe('passwordField', () => {
  test.each([
    ['a new password opens an account that was open', hash, undefined, 'set', hash],
    ['a new password does not open an account that somebody has locked', hash, undefined, 'locked', `!${hash}`],
    ['a lock can be taken off with the new password', hash, false, 'locked', hash],
    ['a lock can come with the new password', hash, true, 'set', `!${hash}`],
    ['a hash behind a lock stays behind it', `!${hash}`, undefined, 'set', `!${hash}`],
    ['no password stays none', '*', true, 'set', '*'],
  ] as const)('%s', (_, wanted, locked, password, field) => {
    expect(passwordField(new Secret(wanted), locked, user(password)).reveal()).toBe(field);
  });
});
