import { diffLines } from '../../../src/reporters/diff-lines.ts';
import type { FuzzTarget } from '../target.ts';

/** Two texts with a zero byte between them: their difference is bounded, and counts what it shows. */
export const diff: FuzzTarget = {
  fuzz: (data) => {
    const at = data.indexOf(0);
    const [from, to] = at === -1 ? [data, Buffer.alloc(0)] : [data.subarray(0, at), data.subarray(at + 1)];
    const difference = diffLines(from.toString('utf8'), to.toString('utf8'));
    if (difference === undefined) return;
    const { added, removed, lines } = difference;
    if (added + removed > lines.length) throw new Error('it counts more than it shows');
  },
  words: [
    '\0',
    '\n',
    'a\n',
    'b\n',
    '\r\n',
    '+',
    '-',
    '@@ -1 +1 @@',
    '\\ No newline at end of file',
    '\x1b[31m',
    ' ',
    'line\n',
  ],
};
