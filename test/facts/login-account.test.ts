import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { loginAccount } from '../../src/facts/login-account.ts';
import { shells } from '../support/run-fact.ts';

/** The inner shell has none of the session's variables, as behind sudo. */
test.each(shells)(
  'finds who has logged in, although the commands run as somebody else (%s)',
  (_, [program, ...words]) => {
    const inner = [
      'env',
      '-i',
      `PATH=${process.env['PATH'] ?? ''}`,
      program,
      ...words,
      '-c',
      loginAccount.script([null]).text,
    ];
    const outer = `"$@"; :`;
    const stdout = execFileSync('sh', ['-c', outer, 'sh', ...inner], {
      env: { ...process.env, LOGNAME: 'root', SSH_CONNECTION: '192.0.2.1 5 192.0.2.2 22' },
    });
    expect(loginAccount.parse(stdout, [null])).toEqual([{ user: 'root', groups: expect.arrayContaining(['root']) }]);
  },
);

test('nobody has logged in where there is no connection', () => {
  expect(loginAccount.parse(Buffer.from('\n'), [null])).toEqual([undefined]);
});
