import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { oneLine } from '../../src/wire/one-line.ts';
import { runnerSource } from '../../src/wire/runner.ts';

describe('joining shell lines', () => {
  test('comments and indentation go, commands are separated', () => {
    expect(oneLine('# why\n  a\n\n  b c\n')).toBe('a; b c');
  });

  test('keywords, operators and case patterns are not followed by a semicolon', () => {
    const source = 'f() {\nif a; then\nb\nelse\nc &\nd=$!\nfi\n}\ncase $x in\n1 | 2) ;;\n*)\ne ||\ng ;;\nesac';
    expect(oneLine(source)).toBe('f() { if a; then b; else c & d=$!; fi; }; case $x in 1 | 2) ;; *) e || g ;; esac');
  });

  test.each([['dash'], ['bash'], ['busybox', 'ash'], ['ksh93'], ['mksh']])(
    'the runner is one line that %s can parse',
    (...shell) => {
      const source = runnerSource({
        nonce: 'n',
        spool: 's',
        shell: '/bin/sh',
        graceSeconds: 1,
        first: `_request _probe 1 - 0 kill 'a;'"$_N"'b'`,
      });
      expect(source).not.toContain('\n');
      const [program, ...args] = shell;
      expect(execFileSync(program, [...args, '-n', '-c', source], { encoding: 'utf8' })).toBe('');
    },
  );
});
