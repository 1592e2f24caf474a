import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { sshSession } from '../../src/facts/ssh-session.ts';

const script = sshSession.script([null]).text;
const connection = '198.18.0.1 50123 198.18.0.10 22';
const session = { clientAddress: '198.18.0.1', clientPort: 50123, serverAddress: '198.18.0.10', serverPort: 22 };

function parse(line: string): unknown {
  return sshSession.parse(Buffer.from(`${line}\n`), [null])[0];
}

describe('the session that commands come in by', () => {
  test.each([
    [connection, session],
    [
      '2001:db8::1 50123 2001:db8::10 2222',
      { clientAddress: '2001:db8::1', clientPort: 50123, serverAddress: '2001:db8::10', serverPort: 2222 },
    ],
    [
      'fe80::1%eth0 1 fe80::2%eth0 22',
      { clientAddress: 'fe80::1', clientPort: 1, serverAddress: 'fe80::2', serverPort: 22 },
    ],
    ['', undefined],
    ['UNKNOWN 65535 UNKNOWN 65535', undefined],
    ['$(reboot) 1 2 3', undefined],
  ])('%p', (line, expected) => {
    expect(parse(line)).toEqual(expected);
  });

  test('is one line', () => {
    expect(() => parse('a\nb')).toThrow('not one line');
  });

  describe.each(['dash', 'bash', 'busybox sh', 'ksh'])('in %s', (shell) => {
    const [program = '', ...words] = shell.split(' ');

    test('is what sshd says', () => {
      const ran = spawnSync(program, [...words, '-c', script], {
        env: { PATH: process.env['PATH'], SSH_CONNECTION: connection },
      });
      expect(sshSession.parse(ran.stdout, [null])).toEqual([session]);
    });

    test('is found above a sudo that dropped it', () => {
      const inner = `env -u SSH_CONNECTION ${shell} -c "$1" & wait`;
      const ran = spawnSync('sh', ['-c', inner, 'sh', script], {
        env: { PATH: process.env['PATH'], SSH_CONNECTION: connection },
      });
      expect(sshSession.parse(ran.stdout, [null])).toEqual([session]);
    });
  });
});
