import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';
import type { ProgramEnd, ProgramSettings } from '../support/program.ts';
import { story } from '../support/run-in-world.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();
let cwd: string;
const rackwright = (line: string, more: Partial<ProgramSettings> = {}): Promise<ProgramEnd> =>
  runProgram(line.split(' '), { cwd, ...more });

beforeEach(() => {
  cwd = mkdtempSync(join(root, 'cli-'));
  writeFiles(cwd, {
    'hosts.ini': '[web]\nweb1\nweb2\n[db]\ndb1\n[all:vars]\nplace=' + cwd + '\n',
    'site.yml': `
- name: files
  hosts: web
  vars: {greeting: hello}
  tasks:
    - name: directory
      file: {path: "{{ place }}/{{ inventory_hostname }}", state: directory, mode: "0755"}
      tags: base
    - name: page
      template: {src: page.hbs, dest: "{{ place }}/{{ inventory_hostname }}/page", mode: "0644"}
      notify: count
      tags: page
    - name: system
      assert: {that: facts.system is defined or facts.kernel is defined or true}
      tags: [never, debug]
  handlers:
    - name: count
      shell: {cmd: "echo x >> {{ place }}/{{ inventory_hostname }}/count", always: true}
`,
    'templates/page.hbs': '{{ greeting }} from {{ inventory_hostname }}\n',
  });
});

describe('plan, run and verify', () => {
  test('agree with each other: a plan writes nothing, a run does what was planned, then nothing is left to do', async () => {
    const planned = await rackwright('plan site.yml -i hosts.ini -l web1');
    expect(planned.code).toBe(0);
    expect(existsSync(join(cwd, 'web1'))).toBe(false);
    expect(story(planned.events).map((line) => line.replace(/:.*/s, ''))).toEqual([
      'web1 directory',
      'web1 page',
      'web1 notifies count',
      'web1 count',
    ]);

    const ran = await rackwright('run site.yml -i hosts.ini -l web1');
    expect(ran.code).toBe(0);
    expect(readFileSync(join(cwd, 'web1/page'), 'utf8')).toBe('hello from web1\n');
    expect(readFileSync(join(cwd, 'web1/count'), 'utf8')).toBe('x\n');
    const did = (end: ProgramEnd): readonly string[] =>
      story(end.events).map((line) => line.replace(/: (?:would-change|changed).*/s, ''));
    expect(did(ran)).toEqual(did(planned));

    const again = await rackwright('run site.yml -i hosts.ini -l web1 --expect-unchanged');
    expect(again.code).toBe(0);
    expect(story(again.events)).toEqual(['web1 directory: ok', 'web1 page: ok']);
    expect(readFileSync(join(cwd, 'web1/count'), 'utf8')).toBe('x\n');
  });

  test('verify finds drift with exit code 4 and repairs nothing', async () => {
    await rackwright('run site.yml -i hosts.ini');
    expect((await rackwright('verify site.yml -i hosts.ini')).code).toBe(0);
    writeFileSync(join(cwd, 'web2/page'), 'edited by hand\n');
    const found = await rackwright('verify site.yml -i hosts.ini');
    expect(found.code).toBe(4);
    expect(story(found.events).filter((line) => line.includes('would-change'))).toHaveLength(1);
    expect(readFileSync(join(cwd, 'web2/page'), 'utf8')).toBe('edited by hand\n');
    expect((await rackwright('run site.yml -i hosts.ini --expect-unchanged')).code).toBe(4);
    expect(readFileSync(join(cwd, 'web2/page'), 'utf8')).toBe('hello from web2\n');
  });

  test('a converged run takes one round trip for each host, facts included', async () => {
    await rackwright('run site.yml -i hosts.ini');
    const { events } = await rackwright('run site.yml -i hosts.ini');
    const trips = events.flatMap((event) =>
      event.type === 'run.finished'
        ? event.summary.hosts.map((host) => host.traffic.map((each) => each.roundTrips))
        : [],
    );
    expect(trips).toEqual([[1], [1]]);
  });

  test('run --check is a plan', async () => {
    expect((await rackwright('run site.yml -i hosts.ini --check')).events[0]).toMatchObject({ mode: 'plan' });
    expect(existsSync(join(cwd, 'web1'))).toBe(false);
  });

  test('-e overrides, and --tags and --skip-tags choose', async () => {
    await rackwright('run site.yml -i hosts.ini -l web1 --tags base');
    expect(existsSync(join(cwd, 'web1/page'))).toBe(false);
    await rackwright('run site.yml -i hosts.ini -l web1 -e greeting=bye --skip-tags base');
    expect(readFileSync(join(cwd, 'web1/page'), 'utf8')).toBe('bye from web1\n');
    const debugged = await rackwright('run site.yml -i hosts.ini -l web1 --tags debug');
    expect(story(debugged.events)).toEqual(['web1 system: ok']);
  });
});

describe('what is wrong with the command line', () => {
  test.each([
    ['run site.yml -i hosts.ini --tags pgae', 'unknown-tag'],
    ['run site.yml -i hosts.ini -l wbe1', 'unknown-host'],
    ['run nothing.yml -i hosts.ini', 'file-missing'],
    ['run site.yml -i nothing.ini', 'error'],
    ['run site.yml', 'no inventory is given'],
    ['run', 'Not enough non-option arguments'],
    ['rnu site.yml', 'run'],
    ['run site.yml -i hosts.ini --froks 3', 'froks'],
    ['run site.yml -i hosts.ini --forks x', 'forks'],
    ['run site.yml -i hosts.ini --forks 0', 'forks'],
    ['run site.yml -i hosts.ini --timeout 1.5', 'timeout'],
    ['exec web -i hosts.ini', 'nothing to run'],
    ['exec web -i hosts.ini -m pakage', 'package'],
    ['doc pakage', 'package'],
    ['', 'Name a command'],
  ])('%s ends with 2 and says why', async (line, why) => {
    const { code, err } = await runProgram(line === '' ? [] : line.split(' '), { cwd });
    expect(err).toContain(why);
    expect(code).toBe(2);
  });
});

describe('other commands', () => {
  test('validate connects to nobody', async () => {
    const connect = (): Promise<never> => Promise.reject(new Error('nobody may connect'));
    const { code, out } = await rackwright('validate site.yml -i hosts.ini', { connect });
    expect([code, out]).toEqual([0, 'site.yml: 1 play, 2 tasks, 2 hosts: no problem found\n']);
  });

  test('validate finds nothing wrong with the site that comes with the project', async () => {
    const project = join(import.meta.dirname, '..', '..');
    const end = await rackwright('validate playbooks/site.yml -i inventory/lab.yml', { cwd: project });
    expect([end.code, end.err]).toEqual([0, '']);
  });

  test('exec runs shell text, or one resource', async () => {
    const { code, events } = await runProgram(
      ['exec', 'web1', '-i', 'hosts.ini', '--', 'echo', '-n', 'a  b', '|', 'cat'],
      { cwd },
    );
    expect(code).toBe(0);
    const [finished] = events.filter((event) => event.type === 'task.finished');
    expect(finished).toMatchObject({ outcome: { status: 'changed', message: 'a b' } });
    const args = ['exec', 'web', '-i', 'hosts.ini', '-m', 'file', '-a', `{path: "${cwd}/made", state: touch}`];
    expect((await runProgram([...args, '--check'], { cwd })).code).toBe(0);
    expect(existsSync(join(cwd, 'made'))).toBe(false);
    expect((await runProgram(args, { cwd })).code).toBe(0);
    expect(existsSync(join(cwd, 'made'))).toBe(true);
  });

  test('no_log hides what a command prints, while it runs and afterwards', async () => {
    const task = '{shell: {cmd: "echo hidden-1; echo hidden-2 >&2; exit 1", always: true}, no_log: true, name: quiet}';
    writeFiles(cwd, { 'quiet.yml': `- hosts: web1\n  gather_facts: false\n  tasks:\n    - ${task}\n` });
    const end = await rackwright('run quiet.yml -i hosts.ini -v');
    expect(end.code).toBe(1);
    expect(JSON.stringify(end.events)).not.toContain('hidden-');
  });

  test('exec ends with 1 when the command fails', async () => {
    expect((await rackwright('exec web -i hosts.ini false')).code).toBe(1);
  });

  test('facts prints what stands under facts.', async () => {
    const { code, out } = await rackwright('facts web1 -i hosts.ini');
    expect(code).toBe(0);
    const facts = JSON.parse(out) as Record<string, Record<string, unknown>>;
    expect(Object.keys(facts)).toEqual(['web1']);
    expect(Object.keys(facts['web1'] ?? {})).toContain('hostname');
  });

  test('--list-hosts and --list-tasks do nothing else', async () => {
    const { out, events } = await rackwright('run site.yml -i hosts.ini -l web2 --list-hosts --list-tasks');
    expect(events).toEqual([]);
    expect(out).toContain('  web2\n');
    expect(out).toContain('page  [page]');
  });

  test('inventory, doc and schema print', async () => {
    expect((await rackwright('inventory -i hosts.ini')).out).toContain('web1');
    expect(JSON.parse((await rackwright('inventory -i hosts.ini --list')).out)).toHaveProperty('web');
    expect((await rackwright('inventory -i hosts.ini --host web1 --explain place')).out).toContain('hosts.ini');
    expect((await rackwright('doc copy')).out).toContain('# copy');
    expect(JSON.parse((await rackwright('schema')).out)).toHaveProperty('type', 'array');
  });

  test('a password that is asked for shows up in no event', async () => {
    const end = await rackwright(`exec web1 -i hosts.ini -b --become-user ${userInfo().username} -K id`, {
      answers: ['hunter2-secret'],
    });
    expect(JSON.stringify(end.events) + end.out + end.err).not.toContain('hunter2-secret');
  });
});

describe('patterns that match less than they say', () => {
  test('a name behind ! that nobody has is warned of, and the others are worked on', async () => {
    const end = await rackwright('exec all:!nobody -i hosts.ini -c local true');
    expect(end).toMatchObject({ code: 0, err: expect.stringContaining('nobody') });
    expect(end.events.filter((event) => event.type === 'host.connected')).toHaveLength(3);
  });

  test.each(['web:&db', 'all --limit web:&db', 'db --limit web'])(
    'no host is left of %s: nothing runs',
    async (words) => {
      const end = await rackwright(`exec ${words} -i hosts.ini -c local true`);
      expect(end).toMatchObject({ code: 2, events: [] });
      expect(end.err).not.toBe('');
    },
  );

  test('a play without hosts is warned of', async () => {
    writeFiles(cwd, { 'none.yml': '- {hosts: "web:&db", tasks: [{debug: {msg: hi}}]}\n' });
    expect(await rackwright('run none.yml -i hosts.ini -c local')).toMatchObject({
      code: 0,
      err: expect.stringContaining('none.yml:1:11'),
    });
  });
});
