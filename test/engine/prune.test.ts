import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { cutsTheLine } from '../../src/engine/cuts-the-line.ts';
import { connectLocal } from '../../src/hosts/local.ts';
import { hostPathsIn } from '../support/host-paths.ts';
import { runProgram } from '../support/program.ts';
import type { ProgramEnd } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const base = temporaryDirectory();
let directory: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(base, String(count));
  mkdirSync(directory);
});

function play(words: readonly string[], tasks: readonly string[], playbook = 'site.yml'): Promise<ProgramEnd> {
  writeFileSync(
    join(directory, playbook),
    `- name: web\n  hosts: all\n  gather_facts: false\n  tasks:\n${tasks.map((task) => `    - ${task}\n`).join('')}`,
  );
  return runProgram([words[0] ?? '', playbook, '-i', 'here,', ...words.slice(1)], {
    cwd: directory,
    hostPaths: hostPathsIn(directory),
    connect: (address) => connectLocal(address),
  });
}

const copy = (name: string, more = ''): string =>
  `{name: ${name}, copy: {dest: ${directory}/${name}, content: x}${more}}`;
const loop = (names: string): string =>
  `{name: many, copy: {dest: "${directory}/{{ item }}", content: x}, loop: [${names}]}`;
const there = (): readonly string[] => readdirSync(directory).filter((name) => /^[a-z]\d?$/.test(name));
const pruned = ({ events }: ProgramEnd): readonly string[] =>
  events.flatMap((event) =>
    event.type === 'task.finished' && event.task.kind === 'prune'
      ? [`${event.task.name.replace(`${directory}/`, '')}: ${event.outcome.status}`]
      : [],
  );
const warnings = ({ events }: ProgramEnd): readonly string[] =>
  events.flatMap((event) => (event.type === 'warning' ? [event.message.replace(`${directory}/`, '')] : []));

test('what has left the playbook is named by a plan, and removed by a run that is asked to', async () => {
  writeFileSync(join(directory, 'o'), 'old');
  expect((await play(['run'], [copy('a'), copy('b'), copy('o'), loop('c1, c2')])).code).toBe(0);
  const less = [copy('a'), loop('c1')];
  expect(pruned(await play(['run'], less))).toEqual([]);
  const plan = await play(['plan', '--prune'], less);
  expect(pruned(plan).toSorted()).toEqual(['prune b: would-change', 'prune c2: would-change']);
  expect(there()).toEqual(['a', 'b', 'c1', 'c2', 'o']);
  const run = await play(['run', '--prune'], less);
  expect(pruned(run).toSorted()).toEqual(['prune b: changed', 'prune c2: changed']);
  expect(run.code).toBe(0);
  // It had been there before, so it is somebody else's.
  expect(there()).toEqual(['a', 'c1', 'o']);
  expect(pruned(await play(['run', '--prune'], less))).toEqual([]);
});

test('what somebody has edited since is kept, and said', async () => {
  await play(['run'], [copy('a'), copy('b')]);
  writeFileSync(join(directory, 'b'), 'by hand');
  const run = await play(['run', '--prune'], [copy('a')]);
  expect(warnings(run)).toEqual(['b has left the playbook and is kept: somebody has changed it since']);
  expect(there()).toEqual(['a', 'b']);
});

test('a task of another name, one that is not done here, and another playbook keep what they have', async () => {
  await play(['run'], [copy('a'), copy('b'), copy('c')]);
  await play(['run'], [copy('d')], 'other.yml');
  const renamed = copy('a').replace('name: a', 'name: renamed');
  const apart = copy('b', ', environment: {A: b}');
  const run = await play(['run', '--prune'], [renamed, apart, copy('c', ', when: false')]);
  expect(pruned(run)).toEqual([]);
  expect(there()).toEqual(['a', 'b', 'c', 'd']);
});

test('a host on which a task failed is left as it is', async () => {
  await play(['run'], [copy('a'), copy('b')]);
  const run = await play(['run', '--prune'], [copy('a'), '{command: {argv: ["false"], always: true}}']);
  expect([run.code, pruned(run)]).toEqual([1, []]);
  expect(existsSync(join(directory, 'b'))).toBe(true);
});

test('a part of the playbook does not tell what the whole has no more', async () => {
  const { code, err } = await play(['run', '--prune', '--tags', 'x'], [copy('a')]);
  expect([code, err]).toEqual([2, expect.stringContaining('--prune needs the whole playbook')]);
});

test('what may decide who gets in has no guard here', () => {
  expect(
    ['/etc/ssh/sshd_config.d/x.conf', '/etc/sudoers.d/ops', '/home/a/.ssh/authorized_keys'].map(cutsTheLine),
  ).toEqual([true, true, true]);
  expect(['/etc/sshfoo', '/etc/nginx/nginx.conf', '/srv/app.ssh/x'].map(cutsTheLine)).toEqual([false, false, false]);
});
