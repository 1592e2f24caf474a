import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chmodWord } from '../../src/resources/file-attributes.ts';
import { applyMode, fileMode } from '../../src/resources/file-mode.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = temporaryDirectory();
const paths = { file: join(root, 'file'), directory: join(root, 'directory') } as const;
writeFileSync(paths.file, '');
mkdirSync(paths.directory);

const clause = fc
  .tuple(
    fc.subarray(['u', 'g', 'o', 'a'], { minLength: 1 }),
    fc.constantFrom('+', '-', '='),
    fc.subarray(['r', 'w', 'x', 'X', 's', 't']),
  )
  .map(([who, sign, letters]) => `${who.join('')}${sign}${letters.join('')}`);

describe.each(['file', 'directory'] as const)('for a %s', (type) => {
  const chmod = (current: number, word: string): string => {
    chmodSync(paths[type], current);
    execFileSync('chmod', [word, paths[type]]);
    return (statSync(paths[type]).mode & 0o7777).toString(8).padStart(4, '0');
  };
  const apply = (current: number, text: string): string =>
    applyMode(fileMode('mode', text), current.toString(8).padStart(4, '0'), type);

  test('symbolic modes mean what chmod does', () => {
    const symbolic = fc.array(clause, { minLength: 1, maxLength: 3 }).map((clauses) => clauses.join(','));
    fc.assert(
      fc.property(fc.integer({ min: 0o400, max: 0o7777 }), symbolic, (current, text) => {
        expect([text, apply(current, text)]).toEqual([text, chmod(current, text)]);
      }),
      { numRuns: 150 },
    );
  });

  test.each(['u=rwX,go=rX', 'a+X', 'a-X', 'u=rwx,g=X', 'ug+rwX,o-rwx'])('%s looks at what may be executed', (text) => {
    for (const current of [0o644, 0o744, 0o600, 0o711, 0o755])
      expect([current, apply(current, text)]).toEqual([current, chmod(current, text)]);
  });

  test('octal modes are exact, with the word that chmod gets', () => {
    for (const text of ['0', '4755', '0000', '2750', '01777', '0o640'].filter((each) => each.length > 2))
      expect(chmod(0o7777, chmodWord(apply(0o7777, text)))).toBe(apply(0o0, text));
  });
});

test.each(['', '8', '99', '77777', '0x1ff', 'rw-r--r--', 'g=u', '+x', 'u', 'u=rw;', 'u=rw,,g=r', 'preserve', '-1'])(
  '%j is refused',
  (text) => {
    expect(() => fileMode('mode', text)).toThrow('is not a mode');
  },
);
