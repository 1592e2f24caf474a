import { existsSync, mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';
import type { ProgramEnd, ProgramSettings } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();

const site = {
  'hosts.ini': '[app]\none\ntwo\nthree\n',
  'site.yml': `
- hosts: app
  gather_facts: false
  roles: [{role: web, tags: web}]
  tasks:
    - {name: first, debug: {msg: first}, tags: [a, b]}
    - {name: "second {{ 1 }}", debug: {msg: second}}
- name: last
  hosts: app
  gather_facts: false
  tasks:
    - {name: third, debug: {msg: third}, tags: c}
`,
  'roles/web/tasks.yml': '- {name: served, debug: {msg: served}}\n- debug: {msg: unnamed}\n',
};

function place(files: Readonly<Record<string, string>> = site): string {
  const cwd = mkdtempSync(join(root, 'options-'));
  writeFiles(cwd, files);
  return cwd;
}

async function program(words: string, settings: ProgramSettings, ...more: string[]): Promise<ProgramEnd> {
  return runProgram([...words.split(' '), '-i', 'hosts.ini', ...more], settings);
}

const names = ({ events }: ProgramEnd, host = 'one'): readonly string[] =>
  events.flatMap((event) => (event.type === 'task.started' && event.host === host ? [event.task.name] : []));

describe('--start-at-task', () => {
  test.each([
    ['second*', ['second 1', 'third']],
    ['third', ['third']],
    ['web : served', ['served', 'debug unnamed', 'first', 'second 1', 'third']],
    ['*d', ['served', 'debug unnamed', 'first', 'second 1', 'third']],
    ['second {{ 1 }}', ['second 1', 'third']],
    ['thir?', ['third']],
  ])('%s leaves out what stands before', async (pattern, expected) => {
    const end = await program('run site.yml -l one', { cwd: place() }, '--start-at-task', pattern);
    expect({ code: end.code, names: names(end) }).toEqual({ code: 0, names: expected });
  });

  test.each([
    ['thrid', 'did you mean "third"?'],
    ['something else', '--list-tasks'],
  ])('%s is refused', async (pattern, hint) => {
    const end = await program('plan site.yml', { cwd: place() }, '--start-at-task', pattern);
    expect(end).toMatchObject({ code: 2, events: [], err: expect.stringContaining(hint) });
    expect(end.err).toContain('error[unknown-task]');
  });

  test('looks among the chosen tasks', async () => {
    expect((await program('run site.yml -t c', { cwd: place() }, '--start-at-task', 'first')).code).toBe(2);
  });
});

describe('--step', () => {
  test('asks once for each task, and does what the answers say', async () => {
    const end = await program('run site.yml --step', { cwd: place(), answers: ['y', 'no', 'what?', '', 'c'] });
    const done = end.events.flatMap((event) =>
      event.type === 'task.finished' && event.host === 'two' ? [`${event.task.name}: ${event.outcome.status}`] : [],
    );
    expect(done).toEqual(['served: ok', 'debug unnamed: skipped', 'first: skipped', 'second 1: ok', 'third: ok']);
    expect(end.err.match(/\? \[y\]es/g)).toHaveLength(5);
    expect(end.err).toContain('Do "web : served" (roles/web/tasks.yml:1:');
  });

  test('ends the run at q', async () => {
    const end = await program('run site.yml --step', { cwd: place(), answers: ['y', 'q'] });
    expect(names(end)).toEqual(['served']);
    expect(end.code).toBe(1);
  });

  test('is refused where nobody can answer', async () => {
    const end = await program('run site.yml --step', { cwd: place() });
    expect(end).toMatchObject({ code: 2, events: [], err: expect.stringContaining('there is no terminal') });
  });
});

describe.each(['run', 'plan', 'verify'])('%s without connecting shows', (command) => {
  const connect = (): Promise<never> => Promise.reject(new Error('nobody may connect'));

  test.each([
    ['--list-hosts', ['  one', '  two', '  three']],
    ['--list-tasks', ['  web : served', '  first  [a, b]', '  third  [c]']],
    ['--list-tags', ['  tags: a, b, web', '  tags: c']],
  ])('%s', async (option, lines) => {
    const end = await program(`${command} site.yml ${option}`, { cwd: place(), connect });
    expect(end).toMatchObject({ code: 0, events: [] });
    for (const line of lines) expect(end.out).toContain(line);
  });
});

describe('--limit @failed', () => {
  const failing = {
    ...site,
    'site.yml': `
- hosts: app
  gather_facts: false
  tasks:
    - debug: {msg: here}
    - command: {cmd: "false", always: true}
      when: inventory_hostname in bad
`,
  };
  const bad = (...hosts: readonly string[]): string[] => ['-e', JSON.stringify({ bad: hosts })];
  const hostsOf = ({ events }: ProgramEnd): readonly string[] =>
    events.flatMap((event) => (event.type === 'play.started' ? event.hosts : []));
  const stateFiles = (cwd: string): readonly string[] => {
    const directory = join(cwd, '.home/state/failed');
    return existsSync(directory) ? readdirSync(directory).map((name) => join(directory, name)) : [];
  };

  test('takes the hosts that failed before, until none is left', async () => {
    const cwd = place(failing);
    const first = await program('run site.yml', { cwd }, ...bad('one', 'three'));
    expect(first.code).toBe(1);
    expect(first.err).toContain('2 hosts did not end well: --limit @failed takes only what is left');
    const [file = ''] = stateFiles(cwd);
    expect(readFileSync(file, 'utf8')).toMatch(/^# .*site\.yml.*\none\nthree\n$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const second = await program('run site.yml -l @failed', { cwd }, ...bad('three'));
    expect(hostsOf(second)).toEqual(['one', 'three']);
    const third = await program('run site.yml -l @failed', { cwd }, ...bad());
    expect({ code: third.code, hosts: hostsOf(third), files: stateFiles(cwd) }).toEqual({
      code: 0,
      hosts: ['three'],
      files: [],
    });
    const last = await program('run site.yml -l @failed', { cwd }, ...bad());
    expect(last).toMatchObject({ code: 2, events: [], err: expect.stringContaining('no run of site.yml') });
  });

  test('is not changed by a plan, and keeps hosts that a run leaves out', async () => {
    const cwd = place(failing);
    await program('run site.yml', { cwd }, ...bad('one', 'two'));
    await program('plan site.yml', { cwd }, ...bad());
    await program('run site.yml -l one', { cwd }, ...bad());
    const end = await program('plan site.yml -l @failed', { cwd }, ...bad());
    expect(hostsOf(end)).toEqual(['two']);
  });

  test('belongs to one playbook and inventory', async () => {
    const cwd = place({ ...failing, 'other.yml': failing['site.yml'] });
    await program('run site.yml', { cwd }, ...bad('one'));
    expect((await program('run other.yml -l @failed', { cwd }, ...bad())).code).toBe(2);
    expect((await program('run ./site.yml -l @failed', { cwd }, ...bad())).code).toBe(0);
  });

  test('can be narrowed further, and a file works as with Ansible', async () => {
    const cwd = place({ ...failing, 'site.retry': 'two\nthree\n' });
    await program('run site.yml', { cwd }, ...bad('one', 'two'));
    expect(hostsOf(await program('plan site.yml -l @failed,!one', { cwd }, ...bad()))).toEqual(['two']);
    expect(hostsOf(await program('plan site.yml -l @site.retry', { cwd }, ...bad()))).toEqual(['two', 'three']);
  });

  test('a run whose state cannot be written ends as it did', async () => {
    const cwd = place({ ...failing, '.home/state': 'a file\n' });
    const end = await program('run site.yml', { cwd }, ...bad('one'));
    expect(end).toMatchObject({ code: 1, err: expect.stringContaining('warning: cannot write') });
  });
});

describe('order: shuffle', () => {
  const shuffled = {
    ...site,
    'site.yml': '- {hosts: app, order: shuffle, gather_facts: false, tasks: [{debug: {}}]}\n',
  };
  const order = ({ events }: ProgramEnd): readonly string[] =>
    events.flatMap((event) => (event.type === 'play.started' ? event.hosts : []));

  test('says its seed, which repeats it', async () => {
    const first = await program('run site.yml', { cwd: place(shuffled) });
    const [, seed = ''] = /--shuffle-seed (\d+) repeats/.exec(first.err) ?? [];
    expect(seed).not.toBe('');
    const again = await program('run site.yml', { cwd: place(shuffled) }, '--shuffle-seed', seed);
    expect(order(again)).toEqual(order(first));
  });
});
