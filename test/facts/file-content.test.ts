import { chmodSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fileContent, largestContent } from '../../src/facts/file-content.ts';
import { runFact } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { asNobody, toolSets } from '../support/tool-sets.ts';

const root = temporaryDirectory();
const at = (name: string): string => join(root, name);
const big = Array.from({ length: 4 }, (_, index) => at(`big${index}`));

chmodSync(root, 0o755);
writeFileSync(at("it's -x"), 'text\n.\n!\nabsent\n');
writeFileSync(at('empty'), '');
symlinkSync('empty', at('link'));
writeFileSync(at('private'), 'private', { mode: 0o600 });
writeFileSync(at('huge'), '');
truncateSync(at('huge'), largestContent + 1);
for (const path of big) {
  writeFileSync(path, '');
  truncateSync(path, largestContent);
}

describe.each(toolSets(root))('$title', ({ shell, environment }) => {
  const read = (...paths: readonly string[]) => runFact(fileContent, paths, shell, environment);

  test('contents come back byte by byte, each under its own path', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }), (contents) => {
        const paths = contents.map((content, index) => {
          writeFileSync(at(`random${index}`), content);
          return at(`random${index}`);
        });
        const values = read(...paths).map((value) => (value.type === 'content' ? [...value.bytes] : value.type));
        expect(values).toEqual(contents.map((content) => [...content]));
      }),
      { numRuns: 15 },
    );
  });

  test('what has no content says why', () => {
    const values = read(at("it's -x"), at('missing'), root, '/dev/zero', at('huge'), at('link'));
    expect(
      values.map((value) => (value.type === 'content' ? Buffer.from(value.bytes).toString() : value.type)),
    ).toEqual(['text\n.\n!\nabsent\n', 'absent', 'not-a-file', 'not-a-file', 'too-big', '']);
  });

  test('one answer never grows past what a host may send', () => {
    expect(read(...big).map((value) => value.type)).toEqual(['content', 'content', 'content', 'too-big']);
  });

  test('a file that may not be read is not taken for an empty one', () => {
    const [value] = runFact(fileContent, [at('private')], asNobody(shell), environment);
    expect(value?.type).toBe(process.getuid?.() === 0 ? 'unreadable' : 'content');
  });
});

test.each(['file\n1\na\n', 'file\n1\na\n.', 'file\nstrange\n\n.\n', 'strange\n\n.\n', 'absent\na\n.\n', ''])(
  'the answer %j is refused',
  (output) => {
    expect(() => fileContent.parse(Buffer.from(output), ['/a'])).toThrow();
  },
);

test.each(['file\nfile\n1\n1\na\n.\n', 'file\nfile\n1\n1\nabc\n.\n', 'absent\nfile\n1\na\n.\nabsent\n'])(
  'the answer %j to two questions is refused',
  (output) => {
    expect(() => fileContent.parse(Buffer.from(output), ['/a', '/b'])).toThrow();
  },
);
