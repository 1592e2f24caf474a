import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { bootText } from '../../src/wire/boot.ts';

// A program that tells how it was read, what follows it on its input, and that it was begun at its end, not before.
const program = `: ${'é'.repeat(3000)}; IFS= read -r next; echo "$_tried,$next"; : whole`;

describe.each([['dash'], ['bash'], ['busybox', 'ash'], ['ksh93'], ['mksh']])('%s', (...words) => {
  const [shell, ...args] = words;
  const path = execFileSync('sh', ['-c', 'command -v "$1"', 'sh', shell], { encoding: 'utf8' }).trim();
  const boot = (input: Uint8Array, PATH: string): string =>
    execFileSync(path, [...args, '-c', 'IFS= read -r l; eval "$l"'], {
      input,
      env: { PATH, HOME: '/nowhere' },
      encoding: 'utf8',
    });

  test('takes the program at once, and not a byte of what follows', () => {
    expect(boot(Buffer.concat([bootText(program), Buffer.from('request\n')]), '/usr/bin:/bin')).toBe('1,request\n');
  });

  // busybox finds its own dd everywhere.
  test('reads the program itself where there is nothing that could', () => {
    const text = Buffer.concat([bootText(program), Buffer.from('request\n')]);
    expect(boot(text, '/nowhere')).toMatch(shell === 'busybox' ? /^1?,request\n$/ : /^,request\n$/);
  });

  test.each(['/usr/bin:/bin', '/nowhere'])('does not begin half a program (PATH=%s)', (PATH) => {
    const text = bootText(`echo begun; ${program}`);
    expect(boot(text.subarray(0, text.length - 5), PATH)).toBe('');
  });
});
