import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../../src/reporter.ts';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();

/** A site with most of what the language has, over hosts that are directories of this machine. */
const site = {
  'hosts.ini': '[app]\none port=80\ntwo port=81\n',
  'site.yml': `
- name: site
  hosts: app
  gather_facts: false
  serial: 1
  vars: {home: "{{ place }}/{{ inventory_hostname }}", names: [a, b]}
  roles: [app]
  tasks:
    - set_fact: {total: "{{ length names }}"}
    - debug: {msg: "{{ total }} files"}
    - shell: {cmd: "cat {{ home }}/conf; echo oops >&2", always: true}
      register: said
      changed_when: false
    - assert: {that: ["said.rc == 0", "said.stdout_lines | length == 1"]}
    - name: a failure that is ignored
      command: {cmd: "false", always: true}
      ignore_errors: true
      register: bad
    - debug: {msg: never}
      when: bad is success
    - copy: {dest: "{{ home }}/mode", content: x, mode: "{{ default wanted_mode omit }}"}
`,
  'roles/app/tasks.yml': `
- name: home
  file: {path: "{{ home }}", state: directory, mode: "0755"}
- name: conf
  template: {src: conf.hbs, dest: "{{ home }}/conf", mode: "0644"}
  notify: [reload, anyone]
- name: empty
  copy: {content: "", dest: "{{ home }}/{{ item }}", mode: "0600"}
  loop: "{{ names }}"
  no_log: true
`,
  'roles/app/handlers.yml': `
- name: reload
  shell: {cmd: "echo reloaded >> {{ home }}/log", always: true}
- name: note
  listen: anyone
  file: {path: "{{ home }}/noted", state: touch, mode: "0644"}
`,
  'roles/app/templates/conf.hbs': 'listen {{ port }}\n',
};

/** What differs from run to run is replaced; everything else must stay as it is. */
function transcript(events: readonly RunEvent[], cwd: string): string {
  return events
    .filter((event) => event.type !== 'task.progress')
    .map((event) =>
      JSON.stringify(event, (key, value: unknown) =>
        key === 'phases' ? undefined : numbers.has(key) ? 0 : value,
      ).replaceAll(cwd, '/here'),
    )
    .join('\n');
}

const numbers: ReadonlySet<string> = new Set(['durationMs', 'roundTrips', 'bytesSent', 'bytesReceived']);

describe('the events of the whole program', () => {
  test.each([
    ['plan on fresh hosts', 'plan'],
    ['first run', 'run'],
    ['second run', 'run run'],
    ['verify of a converged host', 'run verify'],
  ])('%s', async (title, commands) => {
    const cwd = mkdtempSync(join(root, 'golden-'));
    writeFiles(cwd, site);
    let said = '';
    for (const command of commands.split(' ')) {
      const end = await runProgram([command, 'site.yml', '-i', 'hosts.ini', '-e', `place=${cwd}`], { cwd });
      said = `${transcript(end.events, cwd)}\nexit ${end.code}\n${end.err}`;
    }
    const golden = join(import.meta.dirname, `${title.replaceAll(' ', '-')}.jsonl`);
    if (process.env['UPDATE_GOLDEN'] === 'true') writeFileSync(golden, said);
    expect(said).toBe(readFileSync(golden, 'utf8'));
  });
});
