import { chmodSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { FactError } from '../../src/fact.ts';
import { foundFiles } from '../../src/facts/found-files.ts';
import type { FindQuestion, FoundFiles } from '../../src/facts/found-files.ts';
import { followedListedFile, listedFile } from '../../src/facts/listed-files.ts';
import { runFact } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { toolSets } from '../support/tool-sets.ts';

const root = temporaryDirectory();
const tree = join(root, "a tree's");
const everything: FindQuestion = {
  path: tree,
  type: 'any',
  depth: undefined,
  names: [],
  excludedNames: [],
  hidden: true,
  follow: false,
  age: undefined,
  size: undefined,
  contains: undefined,
  limit: 100,
};

beforeAll(() => {
  mkdirSync(join(tree, 'sub', 'deep'), { recursive: true });
  writeFileSync(join(tree, 'a.log'), 'one\ntwo\n');
  writeFileSync(join(tree, '-b $(id).log'), 'x'.repeat(5000));
  writeFileSync(join(tree, '.hidden'), '');
  writeFileSync(join(tree, 'two\nlines:.'), '');
  writeFileSync(join(tree, 'sub', 'deep', 'c.log'), 'three\n');
  chmodSync(join(tree, 'a.log'), 0o4640);
  utimesSync(join(tree, 'a.log'), 1_600_000_000, 1_600_000_000);
  symlinkSync('sub', join(tree, 'link'));
});

describe.each(toolSets(root))('$title', ({ shell, environment }) => {
  const ask = (question: Partial<FindQuestion>): FoundFiles => {
    const [answer] = runFact(foundFiles, [{ ...everything, ...question }], shell, environment);
    if (answer === undefined) throw new Error('no answer');
    return answer;
  };
  const names = (question: Partial<FindQuestion>): readonly string[] =>
    ask(question)
      .files.map(({ path }) => path.slice(tree.length + 1))
      .sort();

  test.each<[string, Partial<FindQuestion>, readonly string[]]>([
    ['everything', {}, ['-b $(id).log', '.hidden', 'a.log', 'link', 'sub', 'sub/deep', 'sub/deep/c.log']],
    ['the first level', { depth: 1, type: 'file' }, ['-b $(id).log', '.hidden', 'a.log']],
    ['no hidden ones', { type: 'file', hidden: false }, ['-b $(id).log', 'a.log', 'sub/deep/c.log']],
    ['names', { names: ['*.log', 'nothing'], excludedNames: ['a*'] }, ['-b $(id).log', 'sub/deep/c.log']],
    ['directories', { type: 'directory' }, ['sub', 'sub/deep']],
    ['links', { type: 'link' }, ['link']],
    ['old ones', { type: 'file', age: { stamp: 'm', minutes: 60 } }, ['a.log']],
    ['young ones', { type: 'file', age: { stamp: 'm', minutes: -60 } }, ['-b $(id).log', '.hidden', 'sub/deep/c.log']],
    ['big ones', { type: 'file', size: 5000 }, ['-b $(id).log']],
    ['small ones', { type: 'file', size: -6 }, ['.hidden', 'sub/deep/c.log']],
    ['what is in them', { contains: '^t(wo|hree)$' }, ['a.log', 'sub/deep/c.log']],
    ['through links', { follow: true, names: ['c.log'] }, ['link/deep/c.log', 'sub/deep/c.log']],
  ])('finds %s', (_, question, expected) => {
    expect(names(question)).toEqual(expected);
  });

  test('tells what they are', () => {
    expect(ask({ names: ['a.log'] }).files).toMatchObject([
      { type: 'file', mode: '4640', size: 8, modified: 1_600_000_000, links: 1 },
    ]);
  });

  test('stops at the limit', () => {
    expect(ask({ limit: 2 })).toMatchObject({ more: true, files: [{}, {}] });
    expect(ask({ limit: 7 })).toMatchObject({ more: false });
  });

  test('says when there is no such directory, and answers the other questions', () => {
    const paths = [join(tree, 'none'), join(tree, 'a.log'), join(tree, 'sub')];
    const answers = runFact(
      foundFiles,
      paths.map((path) => ({ ...everything, path })),
      shell,
      environment,
    );
    expect(answers.map(({ place }) => place)).toEqual(['absent', 'not-a-directory', 'directory']);
    expect(answers[2]?.files).toHaveLength(2);
  });

  test('single paths are told of, links followed or not', () => {
    const paths = [join(tree, 'link'), join(tree, 'none'), join(tree, '-b $(id).log')];
    const types = (kind: typeof listedFile): readonly (string | undefined)[] =>
      runFact(kind, paths, shell, environment).map((file) => file?.type);
    expect(types(listedFile)).toEqual(['link', undefined, 'file']);
    expect(types(followedListedFile)).toEqual(['directory', undefined, 'file']);
  });
});

test.each(['', 'directory\n', 'nonsense\n.\n', 'directory\nx\n.\n', 'absent\n.\nmore\n'])('%j is no answer', (text) => {
  expect(() => foundFiles.parse(Buffer.from(text), [everything])).toThrow(FactError);
});
