import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fileDigest } from '../../src/facts/file-digest.ts';
import { runFact } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { asNobody, toolSets } from '../support/tool-sets.ts';

const root = temporaryDirectory();
const at = (name: string): string => join(root, name);
const odd = ['-x', "it's", 'back\\slash', 'carriage\rreturn', 'a  b', '*'];
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

chmodSync(root, 0o755);
for (const name of odd) writeFileSync(at(name), name);
symlinkSync('-x', at('link'));
execFileSync('mkfifo', [at('pipe')]);
writeFileSync(at('private'), 'private', { mode: 0o600 });

describe.each(toolSets(root))('$title', ({ shell, environment }) => {
  test('files are hashed under any name, links followed', () => {
    expect(runFact(fileDigest, [...odd, 'link'].map(at), shell, environment)).toEqual([...odd, '-x'].map(sha256));
  });

  test('what is no file has no digest, and a pipe is not waited for', () => {
    const paths = [at('missing'), root, at('pipe'), '/dev/null', at('-x')];
    expect(runFact(fileDigest, paths, shell, environment)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      sha256('-x'),
    ]);
  });

  test('a file that may not be read has no digest', () => {
    const [digest] = runFact(fileDigest, [at('private')], asNobody(shell), environment);
    expect(digest).toBe(process.getuid?.() === 0 ? undefined : sha256('private'));
  });

  test('a thousand files are hashed at once', () => {
    const paths = Array.from({ length: 1000 }, (_, index) => at(`${'long'.repeat(60)}${index}`));
    expect(runFact(fileDigest, [...paths, at('-x')], shell, environment).at(-1)).toBe(sha256('-x'));
  });
});

test('a host without sha256sum is an error', () => {
  expect(() => fileDigest.parse(Buffer.from(''), ['/etc/motd'])).toThrow('sha256sum did not answer');
});
