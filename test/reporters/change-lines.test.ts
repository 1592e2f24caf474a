import { describe, expect, test } from '@jest/globals';
import { changeLines } from '../../src/reporters/change-lines.ts';
import { renderLine } from '../../src/reporters/render-line.ts';
import type { Change } from '../../src/resource.ts';

function shown(...changes: readonly Change[]): readonly string[] {
  return changeLines(changes).map((line) => renderLine(line, { color: false }));
}

describe('changes', () => {
  test('of plain values stand on one line with an arrow', () => {
    expect(
      shown(
        { attribute: 'mode', from: '0644', to: '0600' },
        { attribute: 'target', from: null, to: '/srv' },
        { attribute: 'enabled', from: false, to: true },
        { attribute: 'comment', from: '', to: ' padded' },
      ),
    ).toEqual(['mode: 0644 → 0600', 'target: (none) → /srv', 'enabled: false → true', 'comment: "" → " padded"']);
  });

  test('of texts are unified diffs', () => {
    const from = { text: 'a\nb\nc\nd\ne\nf\ng\nh\n' };
    const to = { text: 'a\nB\nc\nd\ne\nf\ng\nh\ni\n' };
    expect(shown({ attribute: 'content', from, to })).toEqual([
      'content: +2 -1',
      '@@ -1,8 +1,9 @@',
      ' a',
      '-b',
      '+B',
      ' c',
      ' d',
      ' e',
      ' f',
      ' g',
      ' h',
      '+i',
    ]);
  });

  test('say who has moved, where it is known', () => {
    const moved = (who: NonNullable<Change['moved']>): readonly string[] =>
      shown({ attribute: 'content', from: { text: 'a\n' }, to: { text: 'b\n' }, moved: who }).slice(-1);
    expect([moved('host'), moved('playbook'), moved('both')]).toEqual([
      ['(edited on the host: the playbook is as it was applied)'],
      ['(the playbook moved on: the host is as it was left)'],
      ['(edited on the host, and the playbook moved on)'],
    ]);
  });

  test('number an empty range as diff -u does', () => {
    const empty: Change = { attribute: 'content', from: { text: '' }, to: { text: 'a\n' } };
    expect(shown(empty)).toEqual(['content: +1 -0', '@@ -0,0 +1,1 @@', '+a']);
  });

  test('of whole files say so once', () => {
    expect(shown({ attribute: 'content', from: null, to: { text: 'a\nb\n' } })).toEqual([
      'content: new, 2 lines, 4 B',
      '+a',
      '+b',
    ]);
    expect(shown({ attribute: 'content', from: { text: 'a\n' }, to: null })).toEqual([
      'content: removed, 1 line, 2 B',
      '-a',
    ]);
    expect(shown({ attribute: 'content', from: null, to: { text: '' } })).toEqual(['content: new, 0 lines, 0 B']);
  });

  test('tell of a missing line end', () => {
    expect(shown({ attribute: 'content', from: { text: 'a' }, to: { text: 'a\n' } })).toEqual([
      'content: +1 -1',
      '@@ -1,1 +1,1 @@',
      '-a',
      String.raw`\ No newline at end of file`,
      '+a',
    ]);
  });

  test('show white space at the end and carriage returns', () => {
    const lines = changeLines([{ attribute: 'content', from: { text: 'a \n' }, to: { text: 'a\r\n' } }]);
    const colored = lines.map((line) => renderLine(line, { color: true }));
    expect(colored[2]).toBe('\u001b[31m-a\u001b[0m\u001b[7m \u001b[0m');
    expect(colored[3]).toBe('\u001b[32m+a\u001b[0m\u001b[7m\\x0d\u001b[0m');
  });

  test('of secrets show nothing but their attribute', () => {
    const secret: Change = { attribute: 'password', from: 'old', to: { text: 'new' }, sensitive: true };
    expect(shown(secret)).toEqual(['password: (sensitive)']);
  });

  test('of what is no text show sizes and digests', () => {
    const digest = 'd0'.repeat(32);
    expect(shown({ attribute: 'content', from: { text: 'abc\n' }, to: { bytes: 1_234_567, sha256: digest } })).toEqual([
      'content: 1 line, 4 B → 1.2 MB sha256:d0d0d0d0d0d0',
    ]);
  });

  test('that are too big or too different to compare show sizes', () => {
    const lines = (word: string): string => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}\n`).join('');
    expect(shown({ attribute: 'content', from: { text: lines('a') }, to: { text: lines('b') } })).toEqual([
      'content: 20000 lines, 148.9 kB → 20000 lines, 148.9 kB (too different to show line by line)',
    ]);
    const big = (letter: string): string => letter.repeat(600_000);
    expect(shown({ attribute: 'content', from: { text: big('x') }, to: { text: big('y') } })).toEqual([
      'content: 1 line, 600.0 kB → 1 line, 600.0 kB (too different to show line by line)',
    ]);
  });
});
