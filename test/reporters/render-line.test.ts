import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { displayWidth } from '../../src/diagnostics/display-width.ts';
import { cutLine, line, piece } from '../../src/reporters/line.ts';
import type { Piece } from '../../src/reporters/line.ts';
import { renderLine } from '../../src/reporters/render-line.ts';

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\u001b[2J',
    '\u001b]0;title\u0007',
    'a\tb',
    'two\nlines',
    '日本語',
    'e\u0301',
    '\r',
    '\u009b31m',
    '\u202e',
  ),
);
const pieces = fc.array(
  fc.oneof(
    anything,
    anything.map((text): Piece => ({ role: 'failed', text })),
  ),
  { maxLength: 6 },
);

describe('a rendered line', () => {
  test('holds no control character but tabs, whatever comes from a host', () => {
    fc.assert(
      fc.property(pieces, (given) => {
        const shown = renderLine(line(...given), { color: false });

        expect(shown).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
      }),
    );
  });

  test('fits into the terminal when it may be cut, and leaves the last column free', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 2, max: 40 }), (given, columns) => {
        const shown = renderLine(cutLine(...given), { color: false, columns });
        expect(shown).not.toContain('\t');
        expect(displayWidth(shown)).toBeLessThan(columns);
      }),
    );
  });

  test('says by a sign that something was cut, also between two pieces', () => {
    expect(renderLine(cutLine('abcdefgh'), { color: false, columns: 6 })).toBe('abcd…');
    expect(renderLine(cutLine('abcde', 'fgh'), { color: false, columns: 6 })).toBe('abcd…');
    expect(renderLine(cutLine('abc', 'de'), { color: false, columns: 6 })).toBe('abcde');
    expect(renderLine(cutLine('ab', 'c', 'defg'), { color: false, columns: 6 })).toBe('abcd…');
  });

  test('is whole when it wraps or goes into a pipe', () => {
    expect(renderLine(line('abcdefgh'), { color: false, columns: 6 })).toBe('abcdefgh');
    expect(renderLine(cutLine('a\tbcdefgh'), { color: false })).toBe('a\tbcdefgh');
  });

  test('shows tabs as spaces up to the next stop on a terminal', () => {
    expect(renderLine(cutLine('ab', '\tc'), { color: false, columns: 80 })).toBe('ab      c');
  });

  test('is coloured by what its pieces mean, and only where colours are wanted', () => {
    const given = line(piece('failed', 'failed'), ' ', piece('faint', ''));
    expect(renderLine(given, { color: true })).toBe('\u001b[1;31mfailed\u001b[0m ');
    expect(renderLine(given, { color: false })).toBe('failed ');
  });

  test('is bounded, however much a host says in one line', () => {
    const shown = renderLine(line('x'.repeat(1_000_000)), { color: false });
    expect(shown.length).toBeLessThan(11_000);
    expect(shown).toMatch(/x… \(990000 more characters\)$/);
  });
});
