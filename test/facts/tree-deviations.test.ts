import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { treeDeviations } from '../../src/facts/tree-deviations.ts';
import { fileMode } from '../../src/resources/file-mode.ts';
import { treeMode } from '../../src/resources/tree-mode.ts';
import { runFact } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { asNobody, toolSets } from '../support/tool-sets.ts';

const root = temporaryDirectory();
const tree = join(root, "a tree's");
const uid = String(process.getuid?.());

chmodSync(root, 0o755);
mkdirSync(join(tree, 'sub'), { recursive: true });
writeFileSync(join(tree, 'two\nlines'), '');
writeFileSync(join(tree, 'sub', 'program'), '');
symlinkSync('/nowhere', join(tree, 'link'));
symlinkSync(tree, join(root, 'link'));
chmodSync(tree, 0o700);
chmodSync(join(tree, 'sub'), 0o755);
chmodSync(join(tree, 'two\nlines'), 0o644);
chmodSync(join(tree, 'sub', 'program'), 0o755);

describe.each(toolSets(root))('$title', ({ shell, environment }) => {
  const modes = (path: string, ...texts: readonly string[]) =>
    runFact(
      treeDeviations,
      texts.map((text) => ({ path, mode: treeMode(fileMode('mode', text)) })),
      shell,
      environment,
    ).map((each) => each.mode);

  test('modes are compared below the directory, apart for what may be executed', () => {
    expect(modes(tree, 'u=rwX,go=rX', 'u=rwX,go=', '0755', 'a+x', 'a-x')).toEqual([0, 3, 1, 1, 2]);
  });

  test('a link to a directory counts as the directory', () => {
    expect(modes(join(root, 'link'), '0755')).toEqual([1]);
  });

  test('owners are compared, links included', () => {
    const read = (owner: string) => runFact(treeDeviations, [{ path: tree, owner }], shell, environment)[0]?.owner;
    expect([read(uid), read('4711'), read('no such user')]).toEqual([0, 4, undefined]);
  });

  test('a directory that is not there has nothing that differs', () => {
    expect(modes(join(root, 'missing'), '0755')).toEqual([0]);
  });

  test('what may not be searched is not taken for right', () => {
    const [found] = runFact(
      treeDeviations,
      [{ path: tree, mode: treeMode(fileMode('mode', '0755')) }],
      asNobody(shell),
      environment,
    );
    expect(found?.mode).toBe(process.getuid?.() === 0 ? undefined : 1);
  });
});

test('hostile output is refused', () => {
  expect(() => treeDeviations.parse(Buffer.from('0\n0\nmany\n'), [{ path: '/a' }])).toThrow('unexpected count');
});
