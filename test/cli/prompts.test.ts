import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { HostAddress } from '../../src/host.ts';
import { connectLocal } from '../../src/hosts/local.ts';
import { runProgram } from '../support/program.ts';
import type { ProgramEnd, ProgramSettings } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();

async function program(
  command: string,
  site: string,
  settings: Partial<ProgramSettings> = {},
  more: readonly string[] = [],
  hosts = 'one\n',
): Promise<ProgramEnd> {
  const cwd = mkdtempSync(join(root, 'prompts-'));
  writeFiles(cwd, { 'site.yml': site, 'hosts.ini': hosts });
  return runProgram([command, 'site.yml', '-i', 'hosts.ini', ...more], { ...settings, cwd });
}

const asking = (...prompts: readonly string[]): string => `- hosts: all
  gather_facts: false
  vars: {user: of the play}
  vars_prompt:
${prompts.map((each) => `    - ${each}\n`).join('')}  tasks:
    - debug: {msg: "{{ user }} {{ default pin 'none' }}"}
`;

const said = ({ events }: ProgramEnd): readonly string[] =>
  events.flatMap((event) =>
    event.type === 'task.finished' && event.outcome.status === 'ok' ? [event.outcome.message ?? ''] : [],
  );

describe('vars_prompt', () => {
  const open = '{name: user, prompt: Who, private: false}';
  const secret = '{name: pin, prompt: Which number}';

  test('asks before the run, and what is typed stands above the play’s variables', async () => {
    const end = await program('run', asking(open), { answers: ['{{ rose }}'] });
    expect({ said: said(end), err: end.err }).toEqual({ said: ['{{ rose }} none'], err: 'Who: ' });
  });

  test('masks what it asks for unseen', async () => {
    const end = await program('run', asking(secret), { answers: ['swordfish'] });
    expect(said(end)).toEqual(['of the play ***']);
    const given = await program('run', asking(secret), {}, ['-e', 'pin=swordfish']);
    expect(said(given)).toEqual(['of the play ***']);
  });

  test.each([
    ['is typed', ['rose'], 'rose none'],
    ['is not', [''], 'lily of the play none'],
  ])('has a default when nothing %s', async (_, answers, expected) => {
    const prompt = '{name: user, private: false, default: "lily of the {{ kind }}"}';
    const end = await program('run', asking(prompt), { answers }, ['-e', 'kind=play']);
    expect(end.err).toContain('user ["lily of the {{ kind }}"]: ');
    expect(said(end)).toEqual([expected]);
  });

  test('asks again until both answers are the same', async () => {
    const prompt = '{name: user, private: false, confirm: true}';
    const end = await program('run', asking(prompt), { answers: ['a', 'b', 'rose', 'rose'] });
    expect(end.err).toBe('user: user, again: the two are not the same\nuser: user, again: ');
    expect(said(end)).toEqual(['rose none']);
  });

  test('does not ask for what -e gives', async () => {
    const end = await program('run', asking(open), { answers: [] }, ['-e', 'user=rose']);
    expect({ said: said(end), err: end.err }).toEqual({ said: ['rose none'], err: '' });
  });

  test('says all that is missing where there is no terminal, before the first connection', async () => {
    const connect = (): Promise<never> => Promise.reject(new Error('nobody may connect'));
    const end = await program('run', asking(open, secret), { connect });
    expect(end).toMatchObject({ code: 2, events: [] });
    expect(end.err).toContain('"user" is asked for, and there is no terminal');
    expect(end.err).toContain('site.yml:5:7');
    expect(end.err).toContain('give it with `-e pin=…`');
  });

  test('asks neither for a check of the playbook nor for a list, nor when no host is left', async () => {
    for (const more of [['validate'], ['run', '--list-tasks']] as const) {
      const [command, ...words] = more;
      expect(await program(command, asking(open), {}, words)).toMatchObject({ code: 0, err: '' });
    }
    const idle = await program('run', asking(open).replace('all', 'idle'), {}, [], '[idle]\n[other]\none\n');
    expect(idle.code).toBe(0);
  });

  test.each([
    ['{name: user, encrypt: sha512}', 'has no key "encrypt"'],
    ['{prompt: Who}', 'needs "name"'],
    ['{name: groups}', 'vars_prompt cannot use the name "groups"'],
  ])('refuses %s', async (prompt, message) => {
    expect(await program('validate', asking(prompt))).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });
});

describe('remote_user, port and connection of a play', () => {
  const play = (keywords: string): string =>
    `- {hosts: all, gather_facts: false, ${keywords}tasks: [{command: {cmd: "true", always: true}}]}\n`;

  async function addresses(
    site: string,
    hosts: string,
    ...more: readonly string[]
  ): Promise<readonly (readonly [string, unknown, unknown, string])[]> {
    const seen: HostAddress[] = [];
    const connect = (address: HostAddress): ReturnType<typeof connectLocal> => {
      seen.push(address);
      return connectLocal(address);
    };
    const end = await program('run', site, { connect }, more, hosts);
    expect(end).toMatchObject({ code: 0, err: '' });
    return seen.map(({ name, user, port, connection }) => [name, user, port, connection] as const);
  }

  test('count above the command line and below the inventory', async () => {
    const site = play('remote_user: "deploy_{{ zone }}", port: 2222, connection: openssh, ');
    const hosts = 'one zone=a\ntwo zone=b ansible_user=root ansible_port=22\n';
    expect((await addresses(site, hosts, '-u', 'nobody')).toSorted()).toEqual([
      ['one', 'deploy_a', 2222, 'openssh'],
      ['two', 'root', 22, 'openssh'],
    ]);
  });

  test('make a new connection only where they differ from the play before', async () => {
    const site = play('remote_user: root, ') + play('remote_user: root, ') + play('') + play('port: 2, ');
    expect(await addresses(site, 'one\n', '-u', 'nobody')).toEqual([
      ['one', 'root', undefined, 'ssh'],
      ['one', 'nobody', undefined, 'ssh'],
      ['one', 'nobody', 2, 'ssh'],
    ]);
  });

  test('are checked before the run', async () => {
    const end = await program('validate', play('connection: telnet, '));
    expect(end).toMatchObject({
      code: 2,
      err: expect.stringContaining('connection must be one of ssh, openssh, local'),
    });
  });
});

describe('no_log and ignore_errors of a play', () => {
  test('hold for all of its tasks that say nothing else', async () => {
    const site = `- hosts: all
  gather_facts: false
  ignore_errors: true
  no_log: true
  tasks:
    - command: {cmd: "echo seen >&2; false", always: true}
    - {debug: {msg: seen}, no_log: false}
    - {command: {cmd: "false", always: true}, ignore_errors: false}
`;
    const end = await program('run', site);
    expect(end.code).toBe(1);
    expect(said(end)).toEqual(['seen']);
    expect(JSON.stringify(end.events.filter((event) => event.type === 'task.finished').slice(0, 1))).not.toContain(
      'seen',
    );
  });
});
