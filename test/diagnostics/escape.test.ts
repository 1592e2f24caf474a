import { expect, test } from '@jest/globals';
import { escapeControl } from '../../src/diagnostics/escape.ts';

test.each([
  ['plain text\n\twith lines', 'plain text\n\twith lines'],
  ['\u001b[2J\u0007', '\\x1b[2J\\x07'],
  ['a\rb\u0000', 'a\\x0db\\x00'],
  ['\u009b31m\u0085', '\\x9b31m\\x85'],
  ['\u202eexe.txt\u2066\u2028\ufeff', '\\u202eexe.txt\\u2066\\u2028\\ufeff'],
  ['漢字 é 😀', '漢字 é 😀'],
])('%j', (text, wanted) => {
  expect(escapeControl(text)).toBe(wanted);
});
