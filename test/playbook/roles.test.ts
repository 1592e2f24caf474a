import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runProgram } from '../support/program.ts';
import type { ProgramEnd } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();

const describedRole = {
  'roles/web/arguments.yml': `
description: Serves a site.
properties:
  web_port: {description: Where it listens., type: integer, minimum: 1, maximum: 65535, default: 80}
  web_name: {description: Its name., type: string}
  web_users:
    description: Who may log in.
    type: array
    items: {description: One of them., type: object, properties: {name: {description: Login., type: string}}, required: [name], additionalProperties: false}
required: [web_name]
`,
  'roles/web/tasks.yml': '- debug: {msg: "{{ web_name }} at {{ web_port }}"}\n',
};

async function program(
  command: string,
  files: Readonly<Record<string, string>>,
  ...words: string[]
): Promise<ProgramEnd> {
  const cwd = mkdtempSync(join(root, 'roles-'));
  writeFiles(cwd, { 'hosts.ini': '[app]\none\ntwo\n', ...files });
  return runProgram([command, 'site.yml', '-i', 'hosts.ini', ...words], { cwd });
}

const calls = (roles: string, more = ''): string =>
  `- hosts: app\n  gather_facts: false\n  roles:\n    - ${roles}\n${more}`;

const said = ({ events }: ProgramEnd): readonly string[] =>
  events.flatMap((event) =>
    event.type === 'task.finished' && event.outcome.status === 'ok'
      ? [`${event.host} ${event.outcome.message ?? ''}`]
      : [],
  );

describe('a role that describes its parameters', () => {
  test('is called with what fits, and has the defaults of its arguments', async () => {
    const end = await program(
      'run',
      { ...describedRole, 'site.yml': calls('{role: web, web_name: shop}') },
      '-l',
      'one',
    );
    expect({ code: end.code, said: said(end) }).toEqual({ code: 0, said: ['one shop at 80'] });
  });

  test.each([
    ['a parameter of the wrong type', '{role: web, web_name: shop, web_port: many}', 'web_port must be', '4:45'],
    ['a parameter out of range', '{role: web, web_name: shop, web_port: 70000}', 'at most 65535', '4:45'],
    ['an unknown one', '{role: web, web_name: shop, web_prot: 81}', 'did you mean "web_port"', '4:35'],
    [
      'an unknown one in vars',
      '{role: web, vars: {web_name: shop, web_prot: 81}}',
      'has no parameter "web_prot"',
      '4:42',
    ],
    ['an unknown key inside of one', '{role: web, web_name: s, web_users: [{nmae: a}]}', 'did you mean "name"', '4:45'],
    ['a required one that nothing gives', 'web', 'role web needs "web_name" for one, two', '4:7'],
  ])('is not called with %s', async (_, role, message, place) => {
    const end = await program('validate', { ...describedRole, 'site.yml': calls(role) });
    expect(end.code).toBe(2);
    expect(end.err).toContain(message);
    expect(end.err).toContain(`site.yml:${place}`);
  });

  test.each([
    ['import_role', '  tasks:\n    - import_role: {name: web}\n      vars: {web_name: shop, web_prot: 1}\n', ''],
    ['a dependency', '  roles: [front]\n', 'dependencies: [{role: web, web_name: shop, web_prot: 1}]'],
  ])('is checked when it comes by %s, too', async (_, tasks, meta) => {
    const files = { ...describedRole, 'roles/front/meta.yml': meta, 'site.yml': `- hosts: app\n${tasks}` };
    const end = await program('validate', files);
    expect(end).toMatchObject({ code: 2, err: expect.stringContaining('role web has no parameter "web_prot"') });
  });

  test('is checked against the inventory of each host before the run, where the value stands', async () => {
    const files = {
      ...describedRole,
      'site.yml': calls('{role: web, web_name: shop}'),
      'group_vars/app.yml': 'web_port: no port\n',
    };
    const end = await program('validate', files);
    expect(end.code).toBe(2);
    expect(end.err).toContain('role web: web_port must be');
    expect(end.err).toContain('for one, two');
    expect(end.err).toContain('group_vars/app.yml:1:11');
  });

  test('is not checked for hosts that its conditions leave out', async () => {
    const role = "{role: web, web_name: shop, when: inventory_hostname == 'one'}";
    const files = { ...describedRole, 'site.yml': calls(role), 'host_vars/two.yml': 'web_port: no port\n' };
    expect((await program('validate', files)).code).toBe(0);
  });

  test('is checked at its turn when only a result decides', async () => {
    const site = `- hosts: app
  gather_facts: false
  tasks:
    - command: {cmd: "echo nothing", always: true}
      register: found
    - import_role: {name: web}
      vars: {web_name: shop, web_port: "{{ found.stdout }}"}
`;
    const end = await program('run', { ...describedRole, 'site.yml': site }, '-l', 'one');
    expect(end.code).toBe(1);
    const failed = end.events.flatMap((event) =>
      event.type === 'task.finished' && event.outcome.status === 'failed' ? [event.outcome.failure.message] : [],
    );
    expect(failed.join()).toContain('web_port must be');
  });

  test('sees what a call gives to its dependencies', async () => {
    const files = {
      ...describedRole,
      'roles/front/meta.yml': 'dependencies: [web]',
      'roles/front/arguments.yml': 'properties: {}',
      'site.yml': calls('{role: front, web_name: shop}'),
    };
    expect(await program('validate', files)).toMatchObject({ code: 0, err: '' });
  });

  test.each([
    ['properties: {a: {type: text, description: x}}', 'there is no type "text"'],
    ['properties: {a: {type: string}}', 'needs "description"'],
    ['properties: {a: {type: string, description: x, deflaut: 1}}', 'did you mean "default"'],
    ['properties: {a: {type: integer, description: x, default: one}}', 'the default of a must be'],
    ['properties: {a: {type: string, description: x, pattern: "("}}', 'no regular expression'],
    ['properties: {when: {type: string, description: x}}', 'is a keyword'],
    ['properties: {a: {type: string, description: x}}\nrequired: [b]', '"b" is required and not described'],
    ['parameters: {}', 'has no key "parameters"'],
  ])('with a broken description is refused: %s', async (text, message) => {
    const end = await program('validate', { 'roles/web/arguments.yml': text, 'site.yml': calls('web') });
    expect(end).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });

  test('has one default of each parameter', async () => {
    const files = {
      ...describedRole,
      'roles/web/defaults.yml': 'web_port: 81\n',
      'site.yml': calls('{role: web, web_name: s}'),
    };
    expect((await program('validate', files)).err).toContain('"web_port" has two defaults');
  });

  test('is shown by doc', async () => {
    const cwd = mkdtempSync(join(root, 'doc-'));
    writeFiles(cwd, { ...describedRole, 'roles/web/defaults.yml': 'web_own: 1\nweb_name: shop\n' });
    const { code, out } = await runProgram(['doc', 'web'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('Serves a site.');
    expect(out).toContain('- `web_name` (string; required; default `"shop"`): Its name.');
    expect(out).toContain('  - `name` (string; required): Login.');
    expect(out).toContain('- `web_own`: `1`');
    expect((await runProgram(['doc'], { cwd })).out).toContain('web  roles/web');
    expect((await runProgram(['doc', 'wbe'], { cwd })).err).toContain('did you mean "web"?');
  });
});

describe('a role that several others depend on', () => {
  const shared = {
    'roles/common/tasks.yml': '- debug: {msg: common}\n',
    'roles/a/meta.yml': 'dependencies: [common]\n',
    'roles/a/tasks.yml': '- debug: {msg: a}\n',
    'roles/b/meta.yml': 'dependencies: [common]\n',
    'roles/b/tasks.yml': '- debug: {msg: b}\n',
  };
  const run = async (site: string, ...words: string[]): Promise<readonly string[]> => {
    const end = await program('run', { ...shared, 'site.yml': site }, '-f', '1', ...words);
    expect(end.err).toBe('');
    return said(end);
  };

  test('runs once', async () => {
    expect(await run(calls('a\n    - b'), '-l', 'one')).toEqual(['one common', 'one a', 'one b']);
  });

  test('runs for the second when tags leave the first out', async () => {
    expect(await run(calls('{role: a, tags: a}\n    - {role: b, tags: b}'), '-l', 'one', '-t', 'b')).toEqual([
      'one common',
      'one b',
    ]);
  });

  test('runs for the second on hosts that the first leaves out', async () => {
    const roles = "{role: a, when: inventory_hostname == 'one'}\n    - b";
    expect(await run(calls(roles))).toEqual(['one common', 'one a', 'one b', 'two common', 'two b']);
  });

  test.each([
    ['with other parameters', '{role: common, x: 1}\n    - {role: common, x: 2}', {}],
    [
      'when its meta allows duplicates',
      'common\n    - common',
      { 'roles/common/meta.yml': 'allow_duplicates: true\n' },
    ],
  ])('runs again %s', async (_, roles, more) => {
    const end = await program('run', { ...shared, ...more, 'site.yml': calls(roles) }, '-l', 'one');
    expect(said(end)).toEqual(['one common', 'one common']);
  });

  test('is refused when its meta has an unknown key', async () => {
    const files = { ...shared, 'roles/a/meta.yml': 'dependancies: [common]\n', 'site.yml': calls('a') };
    expect((await program('validate', files)).err).toContain('did you mean "dependencies"');
  });
});

describe('a role is found', () => {
  const task = (text: string): string => `- debug: {msg: ${text}}\n`;

  test.each([
    ['beside the playbook', 'plays/roles/web'],
    ['in the project', 'roles/web'],
    ['in the user’s own directory', '.home/config/roles/web'],
    ['among those that come with Rackwright', '.home/shipped/playbooks/roles/web'],
  ])('%s', async (where, place) => {
    const cwd = mkdtempSync(join(root, 'search-'));
    writeFiles(cwd, {
      'hosts.ini': '[app]\none\n',
      'plays/site.yml': calls('web'),
      [`${place}/tasks.yml`]: task(where),
    });
    const end = await runProgram(['run', 'plays/site.yml', '-i', 'hosts.ini'], { cwd });
    expect(said(end)).toEqual([`one ${where}`]);
  });

  test('at the first of these places', async () => {
    const files = { 'roles/web/tasks.yml': task('project'), '.home/config/roles/web/tasks.yml': task('user') };
    expect(said(await program('run', { ...files, 'site.yml': calls('web') }, '-l', 'one'))).toEqual(['one project']);
  });

  test('with its templates, also when it comes with Rackwright', async () => {
    const shipped = '.home/shipped';
    const files = {
      [`${shipped}/playbooks/roles/web/tasks.yml`]: '- template: {src: a.hbs, dest: "{{ place }}/a", mode: "0644"}\n',
      [`${shipped}/templates/web/a.hbs`]: 'hello\n',
    };
    expect(await program('validate', { ...files, 'site.yml': calls('web') }, '-e', 'place=/tmp')).toMatchObject({
      code: 0,
    });
  });

  test('or all places where it was searched are named', async () => {
    const { err } = await program('validate', { 'roles/wbe/tasks.yml': task('x'), 'site.yml': calls('web') });
    expect(err).toContain('did you mean "wbe"?');
    for (const place of ['roles', 'playbooks/roles', '.home/config/roles', '.home/shipped/playbooks/roles'])
      expect(err).toContain(place);
  });
});

describe('an imported role', () => {
  const role = {
    'roles/web/tasks/main.yml': '- debug: {msg: main}\n',
    'roles/web/tasks/other.yml': '- debug: {msg: "other {{ level }} {{ low }}"}\n',
    'roles/web/vars/main.yml': 'level: main\n',
    'roles/web/vars/other.yml': 'level: other\n',
    'roles/web/defaults/main.yml': 'low: main\n',
    'roles/web/defaults/other.yaml': 'low: other\n',
    'roles/web/handlers/main.yml': '- {name: h, debug: {msg: main handler}}\n',
    'roles/web/handlers/other.yml': '- {name: h, debug: {msg: other handler}}\n',
  };
  const site = (call: string): string =>
    `- hosts: app\n  gather_facts: false\n  tasks:\n    - import_role: {${call}}\n    - {command: {cmd: "true", always: true}, notify: h}\n`;

  test('may name other files of its parts', async () => {
    const call = 'name: web, tasks_from: other, vars_from: other.yml, defaults_from: other, handlers_from: other';
    const end = await program('run', { ...role, 'site.yml': site(call) }, '-l', 'one');
    expect(end.err).toBe('');
    expect(said(end)).toEqual(['one other other other', 'one other handler']);
  });

  test('brings its handlers', async () => {
    const end = await program('run', { ...role, 'site.yml': site('name: web') }, '-l', 'one');
    expect(said(end)).toEqual(['one main', 'one main handler']);
  });

  test.each(['tasks', 'vars', 'defaults', 'handlers'])('says which %s there are', async (part) => {
    const end = await program('validate', { ...role, 'site.yml': site(`name: web, ${part}_from: othre`) });
    expect(end).toMatchObject({ code: 2, err: expect.stringContaining('did you mean "other"?') });
  });
});
