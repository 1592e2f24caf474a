import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();

/** What one message comes to, or why it does not. */
async function messageOf(message: string, more = ''): Promise<string> {
  const cwd = mkdtempSync(join(root, 'lookups-'));
  writeFiles(cwd, {
    'files/motd': 'hello\n\n',
    'play.yml': `- hosts: localhost
  gather_facts: false
  vars: {name: motd, names: [motd]}
  tasks:
    - command: {cmd: echo motd, always: true}
      register: said
    - debug: {msg: ${JSON.stringify(message)}}
${more}`,
  });
  const { events, err } = await runProgram(['run', 'play.yml', '-i', 'localhost,', '-c', 'local'], { cwd });
  const end = events.findLast((event) => event.type === 'task.finished');
  if (end?.type !== 'task.finished') return err;
  const { outcome } = end;
  return outcome.status === 'ok' ? (outcome.message ?? '') : outcome.status === 'failed' ? outcome.failure.message : '';
}

test.each([
  ['{{ file "motd" }}.', 'hello.'],
  ['{{ lookup "file" name }}.', 'hello.'],
  ['{{ default (file "none") "fallback" }}', 'fallback'],
  ['{{ file "none" default="fallback" }}', 'fallback'],
  ['{{ file "none" }}', 'there is no file "none"'],
  ['{{ file said.stdout }}', 'file: the name of a file cannot come from facts or results of hosts'],
  [
    '{{ file (concat "../" hostvars.localhost.inventory_hostname) }}',
    'file: the name of a file cannot come from facts or results of hosts',
  ],
  ['{{ env "RACKWRIGHT_NOTHING" }}', 'there is no environment variable "RACKWRIGHT_NOTHING"'],
  ['{{ env "RACKWRIGHT_NOTHING" default="x" }}', 'x'],
])('%s', async (message, expected) => {
  expect(await messageOf(message)).toBe(expected);
});

test('a loop over variables may name files, one over results of hosts may not', async () => {
  expect(await messageOf('{{ file item }}', '      loop: "{{ names }}"\n')).toBe('hello');
  expect(await messageOf('{{ file item }}', '      loop: "{{ said.stdout_lines }}"\n')).toContain('cannot come from');
});

test.each([
  ["lookup('file', name) == 'hello'", true],
  ["lookup('env', 'RACKWRIGHT_NOTHING') | default('x') == 'x'", true],
  ["lookup('ansible.builtin.env', 'RACKWRIGHT_NOTHING', default='y') == 'y'", true],
  ["lookup('env', 'RACKWRIGHT_NOTHING') == ''", false],
])('in conditions: %s', async (condition, holds) => {
  const said = await messageOf('there', `      when: ${JSON.stringify(condition)}\n`);
  expect(said).toBe(holds ? 'there' : 'there is no environment variable "RACKWRIGHT_NOTHING"');
});
