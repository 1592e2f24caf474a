import { describe, expect, test } from '@jest/globals';
import type { Become } from '../../src/host.ts';
import { Secret } from '../../src/secret.ts';
import { bootFailure, bootTimeout, passwordMissing, tooMuchNoise, wrongPassword } from '../../src/wire/boot-failure.ts';

const sudo: Become = { method: 'sudo', user: 'app', password: new Secret('hunter2') };
const su: Become = { method: 'su', user: 'app' };
const doas: Become = { method: 'doas', user: 'app' };

describe('why nobody became another user', () => {
  test.each<[string, Become, string | RegExp, RegExp | undefined]>([
    ['sudo: a password is required', sudo, 'sudo wants a password', /--ask-become-pass/],
    ['doas: Authentication required', doas, 'doas wants a password', /--ask-become-pass/],
    ['sudo: unknown user app', sudo, 'there is no user "app"', undefined],
    ['su: user app does not exist', su, 'there is no user "app"', undefined],
    ['su: no passwd entry for app', su, 'there is no user "app"', undefined],
    ['anna is not in the sudoers file.', sudo, /does not allow the login user/, /rules of sudo/],
    ['anna may not run sudo on web1.', sudo, /does not allow the login user/, /rules of sudo/],
    ['doas: Operation not permitted', doas, /does not allow the login user/, /rules of doas/],
    ['su: Permission denied', su, /does not allow the login user/, /rules of su/],
    ['Sorry, try again.', sudo, 'wrong password', /--ask-become-pass/],
    ['su: Authentication failure', su, 'wrong password', /--ask-become-pass/],
    ['doas: Authorization failed', doas, 'wrong password', /--ask-become-pass/],
    ['sudo: sorry, you must have a tty to run sudo', sudo, 'sudo insists on a terminal', /requiretty/],
    ['su: must be run from a terminal', su, 'su insists on a terminal', /requiretty/],
    ['sudo must be owned by uid 0 and have the setuid bit set', sudo, /not installed setuid root/, undefined],
    ['doas: not installed setuid', doas, /not installed setuid root/, undefined],
  ])('%s', (printed, become, reason, hint) => {
    const { code, message, hint: said } = bootFailure(become, `We trust you …\n${printed}\n`, 1);
    expect({ code, start: message.split(': ')[0] }).toEqual({
      code: 'become-failed',
      start: `cannot become "app" with ${become.method}`,
    });
    const [, ...rest] = message.split(': ');
    if (typeof reason === 'string') expect(rest.join(': ')).toBe(reason);
    else expect(rest.join(': ')).toMatch(reason);
    if (hint === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(hint);
  });

  test('a program that the login shell does not find is not installed', () => {
    expect(bootFailure(doas, 'sh: 1: exec: doas: not found\n', 127)).toMatchObject({
      message: 'cannot become "app" with doas: doas is not installed',
      hint: expect.stringContaining('ansible_become_method'),
    });
  });

  test('what was said is known also when the connection went down behind it', () => {
    expect(bootFailure(su, 'su: Authentication failure\n', undefined)).toMatchObject({ code: 'become-failed' });
  });

  test('what nobody has heard of is shown as it was said', () => {
    expect(bootFailure(su, 'first\n  su: it is full moon \n', 1)).toMatchObject({
      code: 'become-failed',
      message: 'cannot become "app" with su: su ended with status 1: "su: it is full moon"',
    });
    expect(bootFailure(su, '', 1).message).toBe('cannot become "app" with su: su ended with status 1');
  });
});

describe('why the login user has no shell', () => {
  test('its last words, cut to a line of sane length, with nothing in them that a terminal obeys', () => {
    const { code, message, hint } = bootFailure(undefined, `Welcome\n${'x'.repeat(500)}\u001b[2J`, 1);
    expect({ code, message }).toEqual({
      code: 'no-shell',
      message: `the login shell ended with status 1: "${'x'.repeat(196)}\\u001b[2J"`,
    });
    expect(hint).toMatch(/nologin/);
  });

  test('words of sudo are nothing special there', () => {
    expect(bootFailure(undefined, 'a password is required', 1).code).toBe('no-shell');
    expect(bootFailure(undefined, '', 127).code).toBe('no-shell');
  });

  test('a connection that went down says nothing of the shell', () => {
    for (const become of [undefined, sudo])
      expect(bootFailure(become, 'Welcome\n', undefined)).toMatchObject({
        code: 'unreachable',
        message: 'the connection was lost while the shell was started',
      });
  });

  test('one that does not come up in time, or does not stop printing', () => {
    expect(bootTimeout(undefined, '1) start\n', 2500)).toMatchObject({
      code: 'no-shell',
      message: 'no shell answered within 2.5 s: "1) start"',
      hint: expect.stringContaining('menu'),
    });
    expect(tooMuchNoise(undefined)).toMatchObject({
      code: 'no-shell',
      message: 'the login shell prints without end instead of starting /bin/sh',
    });
  });
});

test('whoever was to be become is named in every failure', () => {
  const all = [wrongPassword(sudo), passwordMissing(sudo), bootTimeout(sudo, '', 1000), tooMuchNoise(sudo)];
  expect(all.map(({ code, message }) => ({ code, message }))).toEqual(
    [
      'wrong password',
      'sudo wants a password',
      'no shell answered within 1 s',
      'the login shell prints without end instead of starting /bin/sh',
    ].map((what) => ({ code: 'become-failed', message: `cannot become "app" with sudo: ${what}` })),
  );
  expect(all.map(({ message, hint }) => `${message} ${hint ?? ''}`).join()).not.toContain('hunter2');
});
