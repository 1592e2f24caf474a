import { describe, expect, test } from '@jest/globals';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { problem } from '../../src/diagnostics/diagnostic.ts';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import type { Source } from '../../src/diagnostics/span.ts';

const at = (source: Source, part: string): NonNullable<Diagnostic['span']> => {
  const start = source.text.indexOf(part);
  return { source, start, end: start + part.length };
};
const shown = (...diagnostics: readonly Diagnostic[]): string => renderDiagnostics(diagnostics, { color: false });

const web = { name: 'playbooks/web.yml', text: '- name: write\n  file:\n    path: "{{ prot }}"\n    mode: "0644"\n' };

test('a problem shows its place, its line with a caret, and what to do', () => {
  const found = problem('unknown-variable', 'the variable "prot" is not defined', at(web, 'prot'), {
    hint: 'did you mean "port"?',
  });
  expect(shown(found)).toBe(`\
error[unknown-variable] playbooks/web.yml:3:15
  the variable "prot" is not defined
  2 |   file:
  3 |     path: "{{ prot }}"
    |               ^^^^
  4 |     mode: "0644"
  hint: did you mean "port"?`);
});

test('other places are shown, too', () => {
  const source = { name: 'a.yml', text: 'a: 1\n\na: 2' };
  const found = problem(
    'yaml-duplicate-key',
    'the key "a" stands twice',
    { source, start: 6, end: 7 },
    {
      related: [{ message: 'it stands here first', span: { source, start: 0, end: 1 } }],
    },
  );
  expect(shown(found)).toBe(`\
error[yaml-duplicate-key] a.yml:3:1
  the key "a" stands twice
  3 | a: 2
    | ^
  see: a.yml:1:1: it stands here first
  1 | a: 1
    | ^`);
});

test('problems are sorted by file and place, each shown once', () => {
  const other = { name: 'a.yml', text: 'x' };
  const text = shown(
    problem('bad-value', 'third', at(web, 'mode')),
    problem('bad-value', 'second', at(web, 'file')),
    problem('bad-value', 'first', at(other, 'x')),
    { ...problem('usage', 'nowhere', undefined), severity: 'warning' },
    problem('bad-value', 'second', at(web, 'file')),
  );
  expect(text.match(/^(error|warning).*\n.*$/gm)).toEqual([
    'warning[usage]\n  nowhere',
    'error[bad-value] a.yml:1:1\n  first',
    'error[bad-value] playbooks/web.yml:2:3\n  second',
    'error[bad-value] playbooks/web.yml:4:5\n  third',
  ]);
  expect(shown()).toBe('');
});

describe('the caret', () => {
  const frame = (text: string, part: string): readonly string[] =>
    shown(problem('bad-value', 'x', at({ name: 'a', text }, part)))
      .split('\n')
      .slice(2);

  test('stands right behind tabs, wide characters and escaped ones', () => {
    expect(frame('\ta: b', 'b')).toEqual(['  1 |   a: b', '    |      ^']);
    expect(frame('漢字: b', 'b')).toEqual(['  1 | 漢字: b', '    |       ^']);
    expect(frame('e\u0301\ud83d\ude00 b', 'b')).toEqual(['  1 | e\u0301\ud83d\ude00 b', '    |     ^']);
    expect(frame('\u001b[31m b', 'b')).toEqual(['  1 | \\x1b[31m b', '    |          ^']);
  });

  test('is as wide as what it marks, up to the end of the line', () => {
    expect(frame('a: [1,\n 2]', '[1,\n 2]')).toEqual(['  1 | a: [1,', '    |    ^^^', '  2 |  2]']);
  });

  test('comes into view in long lines', () => {
    const lines = frame(`${'a'.repeat(300)} HERE ${'b'.repeat(300)}`, 'HERE');
    expect(lines[0]).toHaveLength('  1 | '.length + 102);
    expect(lines[0]?.slice(lines[1]?.indexOf('^')).startsWith('HERE')).toBe(true);
  });

  test('can stand at the end of the text', () => {
    const source = { name: 'a', text: 'x: 1\n' };
    expect(shown(problem('bad-value', 'x', { source, start: 5, end: 5 }))).toContain('  1 | x: 1\n  2 |\n    | ^');
    expect(shown(problem('bad-value', 'x', { source: { name: 'a', text: '' }, start: 0, end: 0 }))).toBe(
      'error[bad-value] a:1:1\n  x',
    );
  });
});

test('nothing in a message, hint or file name reaches the terminal as a command', () => {
  const source = { name: 'a\u001b[2J', text: '\u001b]0;title\u0007 \u009b \u202e' };
  const text = shown(problem('bad-value', 'm\u001b[1m', { source, start: 0, end: 3 }, { hint: 'h\r\u0008' }));

  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

test('colours are added only when they are wanted', () => {
  const found = problem('bad-value', 'x', at(web, 'file'), { hint: 'h' });
  const coloured = renderDiagnostics([found], { color: true });
  expect(coloured).toContain('\u001b[1;31merror[bad-value]\u001b[0m playbooks/web.yml:2:3');

  expect(coloured.replace(/\u001b\[[\d;]*m/g, '')).toBe(shown(found));
});
