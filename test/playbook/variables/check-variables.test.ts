import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runProgram } from '../../support/program.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { writeFiles } from '../../support/write-files.ts';

const root = temporaryDirectory();

/** What `validate` says of a playbook: `LINE:COLUMN message` of each problem. */
async function problems(
  play: string,
  more: Readonly<Record<string, string>> = {},
  words: readonly string[] = [],
): Promise<readonly string[]> {
  const cwd = mkdtempSync(join(root, 'check-'));
  const inventory = `[web]\nweb1 web_port=80\nweb2 web_port=80\n[db]\ndb[1:5]\n`;
  writeFiles(cwd, { 'hosts.ini': inventory, 'site.yml': play, ...more });
  const { err } = await runProgram(['validate', 'site.yml', '-i', 'hosts.ini', ...words], { cwd });
  return [...err.matchAll(/^(?:error|warning)\[[\w-]+\] (.*)\n {2}(.*)/gm)].map((match) => `${match[1]} ${match[2]}`);
}

const tasks = (...lines: readonly string[]): string =>
  `- hosts: all\n  tasks:\n${lines.map((line) => `    ${line}\n`).join('')}`;

describe('variables are checked before a run', () => {
  test('a name that nothing defines is found where it stands, for all hosts that need it', async () => {
    expect(await problems(tasks('- debug: {msg: "{{ web_prot }}"}'))).toEqual([
      'site.yml:3:24 the variable "web_prot" is not defined for web1, web2 and 5 more',
    ]);
  });

  test('a name that only some hosts have is reported for the others', async () => {
    expect(await problems(tasks('- debug: {msg: "{{ web_port }}"}'))).toEqual([
      'site.yml:3:24 the variable "web_port" is not defined for db1, db2 and 3 more',
    ]);
  });

  test('a condition that keeps a host away keeps its variables out of the check', async () => {
    expect(await problems(tasks('- debug: {msg: "{{ web_port }}"}', '  when: "\'web\' in group_names"'))).toEqual([]);
    expect(await problems(tasks('- debug: {msg: "{{ web_port }}"}', '  when: web_port is defined'))).toEqual([]);
    expect(await problems(tasks('- debug: {msg: x}', '  when: web_port is defined and web_port > 1'))).toEqual([]);
  });

  test('a branch of a template that a host does not take may use what the host lacks', async () => {
    const text = '{{#if web}}{{ web_port }}{{/if}}';
    expect(await problems(tasks(`- debug: {msg: "${text}"}`, '  vars: {web: false}'))).toEqual([]);
    expect(await problems(tasks(`- debug: {msg: "${text}"}`, '  vars: {web: true}'))).toEqual([
      'site.yml:3:35 the variable "web_port" is not defined for db1, db2 and 3 more',
    ]);
  });

  test('what facts or results decide is not judged, unless nothing defines the name', async () => {
    const fact = "  when: facts.hostname == 'x'";
    expect(await problems(tasks('- debug: {msg: "{{ web_port }}"}', fact))).toEqual([]);
    expect(await problems(tasks('- debug: {msg: "{{ web_prot }}"}', fact))).toEqual([
      'site.yml:3:24 the variable "web_prot" is not defined for web1, web2 and 5 more',
    ]);
    expect(
      await problems(tasks('- debug: {msg: "{{ web_prot }}"}', '  when: web_prot is defined and facts.x')),
    ).toEqual([]);
  });

  test('results, facts that are set, loop variables and -e count as defined', async () => {
    const lines = [
      '- shell: {cmd: uptime, always: true}',
      '  register: said',
      '- set_fact: {limit: 5}',
      '- debug: {msg: "{{ said.stdout }} {{ limit }} {{ item }} {{ nr }} {{ given }}"}',
      '  loop: [1, 2]',
      '  loop_control: {index_var: nr}',
    ];
    expect(await problems(tasks(...lines), {}, ['-e', 'given=1'])).toEqual([]);
    expect(await problems(tasks(...lines))).toEqual([
      'site.yml:6:74 the variable "given" is not defined for web1, web2 and 5 more',
    ]);
  });

  test('the loop variable is unknown outside of a loop', async () => {
    expect(await problems(tasks('- debug: {msg: "{{ item }}"}'))).toEqual([
      'site.yml:3:24 the variable "item" is not defined for web1, web2 and 5 more',
    ]);
  });

  test('facts are unknown in a play that comes before any that reads them', async () => {
    const play = '- hosts: db1\n  gather_facts: false\n  tasks:\n    - debug: {msg: "{{ facts.hostname }}"}\n';
    expect(await problems(play)).toEqual(['site.yml:4:24 the variable "facts" is not defined for db1']);
    expect(await problems(`- hosts: db1\n  tasks: []\n${play}`)).toEqual([]);
  });

  test('values of variables are looked through, wherever they stand', async () => {
    const more = { 'group_vars/db.yml': 'address: "{{ web_port }}:{{ deep }}"\n' };
    expect(
      await problems(
        tasks('- debug: {msg: "{{ url }}"}', '  vars: {url: "http://{{ address }}"}', '  when: address is defined'),
        more,
      ),
    ).toEqual([
      'group_vars/db.yml:1:14 the variable "web_port" is not defined for db1, db2 and 3 more',
      'group_vars/db.yml:1:29 the variable "deep" is not defined for db1, db2 and 3 more',
    ]);
  });

  test('a variable of the inventory that nobody uses may be broken', async () => {
    expect(
      await problems(tasks('- debug: {msg: hello}'), { 'group_vars/all.yml': 'unused: "{{ nowhere }}"\n' }),
    ).toEqual([]);
  });

  test('template files and handlers of roles are looked into, with the defaults of the role', async () => {
    const more = {
      'roles/motd/tasks.yml': '- template: {src: motd.hbs, path: /etc/motd}\n  notify: tell\n',
      'roles/motd/handlers.yml': '- name: tell\n  debug: {msg: "{{ told }}"}\n',
      'roles/motd/defaults.yml': 'greeting: hello {{ whom }}\nwhom: you\n',
      'roles/motd/templates/motd.hbs': '{{ greeting }}\n{{ farewell }}\n',
    };
    expect(await problems('- hosts: db1\n  roles: [motd]\n', more)).toEqual([
      'roles/motd/handlers.yml:2:20 the variable "told" is not defined for db1',
      'roles/motd/templates/motd.hbs:2:4 the variable "farewell" is not defined for db1',
    ]);
  });

  test('conditions and loops are looked into', async () => {
    expect(await problems(tasks('- debug: {msg: x}', '  when: nowhere == 1'))).toEqual([
      'site.yml:4:13 the variable "nowhere" is not defined for web1, web2 and 5 more',
    ]);
    expect(await problems(tasks('- debug: {msg: x}', '  loop: "{{ nowhere }}"'))).toEqual([
      'site.yml:4:17 the variable "nowhere" is not defined for web1, web2 and 5 more',
    ]);
  });

  test('only the chosen hosts and tasks count', async () => {
    const play = tasks('- debug: {msg: "{{ web_port }}"}', '  tags: web', '- debug: {msg: x}', '  tags: other');
    expect(await problems(play, {}, ['--limit', 'web'])).toEqual([]);
    expect(await problems(play, {}, ['--tags', 'other'])).toEqual([]);
  });

  test('names with a meaning of their own cannot be set', async () => {
    const play = '- hosts: db1\n  vars: {groups: 1}\n  tasks:\n    - debug: {msg: x}\n      register: facts\n';
    expect(await problems(play, {}, ['-e', 'omit=1'])).toEqual([
      '-e omit:1:1 the variable "omit" cannot be set',
      'site.yml:2:18 the variable "groups" cannot be set',
      'site.yml:4:7 register cannot use the name "facts"',
    ]);
  });
});

test('a thousand tasks on a thousand hosts are checked at once', async () => {
  const lines = Array.from({ length: 1000 }, (_, index) => `- debug: {msg: "{{ web_port }} {{ name${index % 50} }}"}`);
  const names = Array.from({ length: 50 }, (_, index) => `name${index}: "{{ base }}/${index}"\n`).join('');
  const hosts = Array.from({ length: 1000 }, (_, index) => `h${index} web_port=${index}`).join('\n');
  const start = performance.now();
  const found = await problems(tasks(...lines, '- debug: {msg: "{{ lost }}"}'), {
    'group_vars/all.yml': `${names}base: /srv\n`,
    'hosts.ini': hosts,
  });
  process.stdout.write(`validate: ${Math.round(performance.now() - start)} ms for 1,000 tasks on 1,000 hosts\n`);
  expect(found).toEqual(['site.yml:1003:24 the variable "lost" is not defined for h0, h1 and 998 more']);
});
