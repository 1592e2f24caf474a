import { describe, expect, test } from '@jest/globals';
import { HostError, InputError } from '../../src/diagnostics/errors.ts';
import { problem } from '../../src/diagnostics/diagnostic.ts';
import { commandFailure, failureOf, notConverged, ownFailure } from '../../src/engine/failure.ts';
import { FactError } from '../../src/fact.ts';
import type { CommandResult } from '../../src/host.ts';
import { CannotConverge } from '../../src/resource.ts';
import { sh, UnquotableText } from '../../src/shell.ts';
import { locatedText } from '../support/located-text.ts';

const { span } = locatedText('x');
const result = (exitCode: number, stderr = '', stdout = ''): CommandResult => ({
  ...{ exitCode, stdout: Buffer.from(stdout), stderr: Buffer.from(stderr) },
  ...{ truncated: false, skipped: false, durationMs: 0 },
});

describe('what a report says of an error', () => {
  test.each<[Error, unknown]>([
    [
      new HostError('unreachable', 'no answer', { hint: 'is it up?' }),
      { code: 'unreachable', message: 'no answer', hint: 'is it up?' },
    ],
    [new HostError('unreachable', 'no answer'), { code: 'unreachable', message: 'no answer' }],
    [new CannotConverge('it is cursed'), { code: 'cannot-converge', message: 'it is cursed' }],
    [new CannotConverge('you would be out', { lockOut: true }), { code: 'lock-out', message: 'you would be out' }],
    [new UnquotableText('a NUL byte'), { code: 'bad-value', message: 'a NUL byte' }],
    [new FactError('no such thing'), { code: 'fact-unreadable', message: 'no such thing' }],
  ])('%s', (error, failure) => {
    expect(failureOf(error)).toEqual(failure);
  });

  test('of wrong input it is all that is wrong, and where the first of it stands', () => {
    const error = new InputError([
      problem('wrong-type', 'a loop needs a list', span, { hint: 'give a list' }),
      problem('bad-value', 'and more', undefined),
    ]);
    expect(failureOf(error)).toEqual({
      code: 'wrong-type',
      message: 'a loop needs a list; and more',
      at: 'test.yml:1:1',
      hint: 'give a list',
    });
    expect(failureOf(new InputError([problem('bad-value', 'nowhere', undefined)]))).toEqual({
      code: 'bad-value',
      message: 'nowhere',
    });
  });

  test('what a tool said of a known cause gives its hint', () => {
    expect(failureOf(new FactError('cannot look: mysql: Connection refused')).hint).toMatch(/./);
    expect(failureOf(new CannotConverge('cannot look: mysql: Connection refused')).hint).toMatch(/./);
  });

  test('an error that is ours alone is no failure of a host', () => {
    expect(() => failureOf(new TypeError('oops'))).toThrow('oops');
  });
});

describe('a command that failed', () => {
  test('is told with the last line of what it said, and the line before it as the reason', () => {
    expect(ownFailure('make it', result(3, 'noise\nchown: it is odd\nthe owner cannot be set\n\n', 'out\n'))).toEqual({
      code: 'command-failed',
      message: 'could not make it: the owner cannot be set (chown: it is odd)',
      exitCode: 3,
      stdout: 'out',
      stderr: 'noise\nchown: it is odd\nthe owner cannot be set',
    });
    expect(ownFailure('make it', result(3, ' it is full \n')).message).toBe('could not make it: it is full');
  });

  test('and said nothing is told with its status', () => {
    expect(ownFailure('make it', result(3))).toEqual({
      code: 'command-failed',
      message: 'could not make it: exit status 3',
      exitCode: 3,
    });
  });

  test('and said much is told with the end of that', () => {
    const { stdout, stderr } = ownFailure('make it', result(1, `${'x'.repeat(4000)}y`, 'z'.repeat(4000)));
    expect(stderr).toBe(`…${'x'.repeat(3999)}y`);
    expect(stdout).toBe('z'.repeat(4000));
  });

  test('is shown when it is the user’s own', () => {
    const run = { type: 'run', title: 'install nginx', command: sh`apt-get install nginx\n` } as const;
    expect(commandFailure(run, result(1))).toMatchObject({
      message: 'could not install nginx: exit status 1',
      command: 'apt-get install nginx',
    });
    expect(commandFailure({ type: 'remove', path: '/a' }, result(1))).not.toHaveProperty('command');
  });
});

test('a change that does not hold names what still differs', () => {
  const changes = ['mode', 'owner'].map((attribute) => ({ attribute, from: 'a', to: 'b' }));
  expect(notConverged(changes)).toMatchObject({
    code: 'not-converged',
    message: 'applied, but reading it back still shows a difference: mode, owner',
    changes,
  });
});
