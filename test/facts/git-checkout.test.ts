import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { gitCheckout } from '../../src/facts/git-checkout.ts';
import type { GitQuestion } from '../../src/facts/git-checkout.ts';
import { runFact, shells } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = temporaryDirectory();
const [repo, dest, other] = [join(root, 'the repo'), join(root, 'dest'), join(root, 'other')];
const git = (...words: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-C', ...words], {
    encoding: 'utf8',
  }).trim();

git(root, 'init', '-q', '-b', 'trunk', repo);
for (const each of ['one', 'two']) {
  writeFileSync(join(repo, 'file'), each);
  git(repo, 'add', 'file');
  git(repo, 'commit', '-qm', each);
  if (each === 'one') git(repo, 'tag', '-a', '-m', 'first', 'v1');
}
const [first, second] = [git(repo, 'rev-parse', 'v1^{commit}'), git(repo, 'rev-parse', 'HEAD')];
git(root, 'clone', '-q', repo, dest);
mkdirSync(other);
writeFileSync(join(other, 'file'), '');

const ask = (version: string, place: string, when: GitQuestion['ask'] = 'always'): GitQuestion => ({
  dest: place,
  repo,
  version,
  ask: when,
});

test.each(shells)('resolves branches, annotated tags and HEAD to commits (%s)', (_, shell) => {
  const questions = ['trunk', 'v1', 'HEAD', 'none'].map((version) => ask(version, join(root, 'new')));
  expect(runFact(gitCheckout, questions, shell).map(({ state, remote }) => [state, remote])).toEqual([
    ['absent', { commit: second, branch: 'trunk' }],
    ['absent', { commit: first, tag: 'v1' }],
    ['absent', { commit: second, branch: 'trunk' }],
    ['absent', undefined],
  ]);
});

test('sees what was done in a checkout', () => {
  const look = (): unknown => runFact(gitCheckout, [ask(second, dest, 'never')])[0];
  const clean = { state: 'checkout', head: second, url: repo, changed: false, unpublished: false };
  expect(look()).toEqual(clean);
  writeFileSync(join(dest, 'unknown to git'), '');
  expect(look()).toEqual(clean);
  appendFileSync(join(dest, 'file'), 'x');
  expect(look()).toEqual({ ...clean, changed: true });
  git(dest, 'commit', '-qam', 'mine');
  expect(look()).toEqual({ ...clean, head: git(dest, 'rev-parse', 'HEAD'), unpublished: true });
});

test('says that a directory is no checkout, and why a repository does not answer', () => {
  const [found] = runFact(gitCheckout, [{ ...ask('HEAD', other), repo: join(root, 'nowhere') }]);
  expect(found).toMatchObject({ state: 'other', changed: false });
  expect(found?.remoteMessage).toContain('nowhere');
});
