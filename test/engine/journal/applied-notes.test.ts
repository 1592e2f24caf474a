import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Inspection } from '../../../src/definition.ts';
import { Applied } from '../../../src/engine/journal/applied.ts';
import type { HostPaths } from '../../../src/engine/host-paths.ts';
import { CannotConverge } from '../../../src/resource.ts';
import type { Change, ChangeValue, Step } from '../../../src/resource.ts';
import type { Command } from '../../../src/shell.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const idOf = (path: string): string => digest(path).slice(0, 32);
const record = (more: object = {}): string =>
  JSON.stringify({ v: 1, path: '/etc/motd', sha256: digest('new'), by: 'play web: motd', in: 'a/b/site.yml', ...more });

const base = temporaryDirectory();
let paths: HostPaths;
let applied: Applied;
let count = 0;
beforeEach(() => {
  count += 1;
  paths = hostPathsIn(join(base, String(count)));
  applied = new Applied(paths, '/home/anna/a/b/site.yml');
});

const kept = (): string => join(paths.state, 'rackwright', 'applied');
const run = (script: Command | undefined): number | null =>
  spawnSync('/bin/sh', ['-c', `umask 077\n${script?.text ?? 'exit 99'}`], { encoding: 'utf8' }).status;
const notes = (): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(readdirSync(kept()).map((name) => [name, readFileSync(join(kept(), name), 'utf8').split('\n')]));

const write = (path: string, text: string): Step => ({ type: 'write', path, content: Buffer.from(text) });
const change = (from: ChangeValue, to: ChangeValue): Change => ({ attribute: 'content', from, to });
const before = (steps: readonly Step[], changes: readonly Change[] = [], settles = true): Inspection => ({
  ...{ changes, facts: {}, steps: () => steps },
  ...{ protection: undefined, reversal: undefined, settles },
});

describe('what is noted on the host', () => {
  test('is each file that is written: its digest, what stood there, by which task of which playbook, and who made it', () => {
    const works = [
      { before: before([write('/a', 'new')], [change(null, { text: 'new' })]), by: 'play web: a' },
      { before: before([write('/b', 'new')], [change({ text: 'old' }, { text: 'new' })]), by: 'role x: b' },
    ];
    expect(run(applied.note(works))).toBe(0);
    expect(notes()).toEqual({
      [idOf('/a')]: [
        `{"v":1,"path":"/a","sha256":"${digest('new')}","by":"play web: a","in":"a/b/site.yml"}`,
        'made',
        '',
      ],
      [idOf('/b')]: [
        JSON.stringify({
          v: 1,
          path: '/b',
          sha256: digest('new'),
          was: digest('old'),
          by: 'role x: b',
          in: 'a/b/site.yml',
        }),
        '',
        '',
      ],
    });
  });

  test('who has made a file once has made it, however often it is written again', () => {
    const again = [{ before: before([write('/a', 'two')], [change({ text: 'new' }, { text: 'two' })]), by: 'x' }];
    run(applied.note([{ before: before([write('/a', 'new')], [change(null, { text: 'new' })]), by: 'x' }]));
    run(applied.note(again));
    expect(notes()[idOf('/a')]?.[1]).toBe('made');
  });

  test('is forgotten when it is removed, by a step or otherwise', () => {
    run(applied.note([{ before: before([write('/a', 'x'), write('/b', 'x'), write('/c', 'x')]), by: 'x' }]));
    run(applied.note([{ before: before([{ type: 'remove', path: '/a' }]), by: 'x' }]));
    run(applied.forget(['/b']));
    expect(Object.keys(notes())).toEqual([idOf('/c')]);
  });

  test('is nothing where nothing is written', () => {
    expect(applied.note([])).toBeUndefined();
    expect(
      applied.note([{ before: before([{ type: 'directory', path: '/d', mode: '0755' }]), by: 'x' }]),
    ).toBeUndefined();
  });

  test('never keeps a change from being made', () => {
    writeFileSync(join(paths.state, 'rackwright'), 'in the way');
    expect(run(applied.note([{ before: before([write('/a', 'x')]), by: 'x' }]))).toBe(0);
  });

  test('does not grow without end', () => {
    mkdirSync(kept(), { recursive: true });
    for (let index = 0; index < 4096; index += 1) writeFileSync(join(kept(), `0${String(index).padStart(4, '0')}`), '');
    utimesSync(join(kept(), '00000'), 1, 1);
    run(applied.note([{ before: before([write('/a', 'x')]), by: 'x' }]));
    expect(Object.keys(notes())).toHaveLength(4096);
    expect(Object.keys(notes())).toContain(idOf('/a'));
  });
});

describe('what a host tells', () => {
  test('of another path than its name says is not believed', () => {
    expect(applied.found(idOf('/x'), `- ${record()}`)).toMatch(
      /^what was last applied is noted in applied\/\w+ .*its path is another.*left as it is$/,
    );
    expect(applied.found(idOf('/x'), 'nonsense')).toMatch(/it is no JSON/);
    expect(applied.found(idOf('/etc/motd'), `- ${record()}`)).toBeUndefined();
  });

  const moved = (changes: readonly Change[], steps: Inspection['steps'], settles: boolean) =>
    applied.explained({ changes, steps, settles }).map((each) => each.moved);

  test.each<[string, ChangeValue, string, boolean, Change['moved']]>([
    ['the playbook, when the host is as it was left', { text: 'new' }, 'two', true, 'playbook'],
    ['the host, when the playbook is as it was', { text: 'by hand' }, 'new', true, 'host'],
    ['both', { text: 'by hand' }, 'two', true, 'both'],
    ['the host, when the file is gone', null, 'new', true, 'host'],
    ['nobody but the write itself, which did not come to pass', { text: 'old' }, 'new', true, undefined],
    ['the playbook, where the whole depends on what is there', { text: 'new' }, 'two', false, 'playbook'],
    ['the host, where the whole depends on what is there', { text: 'by hand' }, 'two', false, 'host'],
  ])('says that who has moved is %s', (_who, from, wanted, settles, who) => {
    applied.found(idOf('/etc/motd'), `- ${record({ was: digest('old') })}`);
    expect(moved([change(from, { text: wanted })], () => [write('/etc/motd', wanted)], settles)).toEqual([who]);
  });

  test('says nothing of what it does not know', () => {
    const two = [change({ text: 'new' }, { text: 'two' }), change('0644', '0600')];
    const steps = () => [write('/etc/motd', 'two')];
    expect(moved(two, steps, true)).toEqual([undefined, undefined]);
    applied.found(idOf('/etc/motd'), `- ${record()}`);
    expect(moved(two, steps, true)).toEqual(['playbook', undefined]);
    expect(moved(two, () => [write('/etc/issue', 'two')], true)).toEqual([undefined, undefined]);
    const never = (): never => {
      throw new CannotConverge('it is cursed');
    };
    expect(moved(two, never, true)).toEqual([undefined, undefined]);
    expect(() =>
      moved(
        two,
        () => {
          throw new TypeError('oops');
        },
        true,
      ),
    ).toThrow('oops');
  });
});

describe('what has left the playbook', () => {
  const left = (tasks: readonly string[] = []): readonly string[] =>
    applied.left(new Set(tasks)).map(({ record: { path } }) => path);
  const become = { method: 'sudo', user: 'carl' } as const;
  beforeEach(() => {
    expect(applied.found(idOf('/etc/motd'), `made ${record()}`, become)).toBeUndefined();
  });

  test('is a file that it has made and nobody has asked about, known with whose note it is', () => {
    expect(applied.left(new Set())).toMatchObject([{ record: { path: '/etc/motd' }, become }]);
    applied.lookAt('/etc/motd');
    expect(left()).toEqual([]);
  });

  test('but not what was there before, nor what another playbook has made', () => {
    applied.found(idOf('/b'), `- ${record({ path: '/b' })}`);
    applied.found(idOf('/c'), `made ${record({ path: '/c', in: 'a/b/other.yml' })}`);
    applied.found(idOf('/d'), `made ${record({ path: '/d', in: undefined })}`);
    expect(left()).toEqual(['/etc/motd']);
  });

  test.each<[string, readonly ('ok' | 'changed' | 'would-change' | 'skipped' | 'failed')[], boolean]>([
    ['has yet to be done', [], false],
    ['was done', ['ok'], true],
    ['changed something else', ['changed'], true],
    ['would change something else', ['would-change'], true],
    ['was skipped', ['skipped'], false],
    ['was done in part', ['ok', 'failed', 'ok'], false],
  ])('of a task that is still there and %s: %#', (_what, ends, isLeft) => {
    for (const end of ends) applied.ended('play web: motd', end);
    expect(left(['play web: motd'])).toEqual(isLeft ? ['/etc/motd'] : []);
    expect(left(['another'])).toEqual(['/etc/motd']);
  });
});
