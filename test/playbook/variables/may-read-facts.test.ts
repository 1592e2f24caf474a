import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runProgram } from '../../support/program.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { writeFiles } from '../../support/write-files.ts';

const root = temporaryDirectory();

/** How many requests a plan of some tasks sent to its host; reading one file state is one, reading facts another. */
async function requests(tasks: string, more: Readonly<Record<string, string>> = {}, play = ''): Promise<number> {
  const cwd = mkdtempSync(join(root, 'facts-'));
  const text = `- hosts: all\n${play}  tasks:\n    - file: {path: /, state: directory}\n${tasks}`;
  writeFiles(cwd, { 'hosts.ini': 'one\n', 'site.yml': text, ...more });
  const { code, err, events } = await runProgram(['plan', 'site.yml', '-i', 'hosts.ini'], { cwd });
  expect([code, err]).toEqual([0, '']);
  const finished = events.findLast((event) => event.type === 'run.finished');
  if (finished?.type !== 'run.finished') throw new Error('the run has no end');
  return finished.summary.hosts[0]?.traffic.reduce((sum, each) => sum + each.requests, 0) ?? 0;
}

const unasked = 1;

test('what nobody can read is not read', async () => {
  expect(await requests('')).toBe(unasked);
  expect(await requests('    - debug: {msg: "{{ inventory_hostname }}"}\n')).toBe(unasked);
});

test.each([
  ['a template', '    - debug: {msg: "{{ facts.hostname }}"}\n'],
  ['a condition', '    - debug: {msg: x}\n      when: facts.hostname is defined\n'],
  ['an expression', '    - debug: {var: facts}\n'],
  ['what hosts know of each other', '    - debug: {msg: "{{ hostvars.one.inventory_hostname }}"}\n'],
  ['all variables at once', '    - debug: {msg: "{{ json this }}"}\n'],
  ["a task's own variable", '    - debug: {msg: "{{ mine }}"}\n      vars: {mine: "{{ facts.hostname }}"}\n'],
])('facts are read for %s', async (_what, tasks) => {
  expect(await requests(tasks)).toBe(unasked + 1);
});

test('facts are read for variables of the inventory, for template files, and for those whose name is not known yet', async () => {
  const file = '    - template: {src: NAME, dest: /nowhere/there}\n      when: false\n';
  expect(await requests('', { 'group_vars/all.yml': 'mine: "{{ facts.hostname }}"\n' })).toBe(unasked + 1);
  const templates = { 'templates/plain.hbs': 'plain', 'templates/facts.hbs': '{{ facts.hostname }}' };
  expect(await requests(file.replace('NAME', 'plain.hbs'), templates)).toBe(unasked);
  expect(await requests(file.replace('NAME', 'facts.hbs'), templates)).toBe(unasked + 1);
  const named = file.replace('NAME', '"{{ name }}.hbs"');
  expect(await requests(named, templates, '  vars: {name: plain}\n')).toBe(unasked + 1);
});
