import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { LanguageServer } from '../support/language-server.ts';
import { runProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const root = temporaryDirectory();
const uri = (name: string): string => `file://${join(root, name)}`;
const server = new LanguageServer({
  schemas: {
    [uri('schema/playbook.json')]: ['playbooks/*.yml'],
    [uri('schema/inventory.json')]: ['inventory/*.yml'],
    [uri('schema/vars.json')]: ['group_vars/*.yml'],
  },
  hover: true,
  completion: true,
  validate: true,
});

/** A document with the cursor at `|`. */
async function at(name: string, marked: string): Promise<object> {
  const offset = marked.indexOf('|');
  const before = marked.slice(0, offset).split('\n');
  await server.open(uri(name), marked.replace('|', ''));
  return {
    textDocument: { uri: uri(name) },
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}

async function completions(name: string, marked: string): Promise<readonly string[]> {
  const found = (await server.ask('textDocument/completion', await at(name, marked))) as {
    readonly items: readonly { readonly label: string }[];
  };
  return found.items.map((each) => each.label);
}

async function hover(name: string, marked: string): Promise<string> {
  return JSON.stringify(await server.ask('textDocument/hover', await at(name, marked)));
}

async function problems(name: string, text: string): Promise<readonly string[]> {
  const found = (await server.open(uri(name), text)) as readonly {
    readonly message: string;
    readonly range: { readonly start: { readonly line: number } };
  }[];
  return found.map((each) => `${each.range.start.line + 1}: ${each.message}`);
}

beforeAll(async () => {
  for (const file of ['playbook', 'inventory', 'vars']) {
    const { out } = await runProgram(['schema', file], { cwd: root });
    writeFiles(root, { [`schema/${file}.json`]: out });
  }
  await server.start(root);
});

afterAll(() => server.stop());

describe('in a playbook the language server', () => {
  test('completes keywords of plays and tasks, kinds, and their arguments', async () => {
    expect(await completions('playbooks/a.yml', '- hosts: web\n  gath|')).toContain('gather_facts');
    expect(await completions('playbooks/b.yml', '- hosts: web\n  tasks:\n    - serv|')).toContain('service');
    expect(
      await completions('playbooks/c.yml', '- hosts: web\n  tasks:\n    - service:\n        name: nginx\n        ena|'),
    ).toContain('enabled');
  });

  test('explains what the cursor is on', async () => {
    expect(await hover('playbooks/d.yml', '- hosts: web\n  tasks:\n    - pack|age: {name: nginx}\n')).toContain(
      'Installs, updates and removes packages.',
    );
    expect(await hover('playbooks/e.yml', '- hosts: web\n  ser|ial: 2\n')).toContain('How many hosts at a time');
  });

  test('marks what does not fit, at its line, and nothing else', async () => {
    expect(await problems('playbooks/f.yml', '- hosts: web\n  tasks:\n    - package: {nmae: nginx}\n')).toEqual([
      expect.stringMatching(/^3: .*nmae/),
    ]);
    const sound = '- hosts: web\n  become: true\n  tasks:\n    - service: {name: nginx, enabled: "{{ wanted }}"}\n';
    expect(await problems('playbooks/g.yml', sound)).toEqual([]);
  });
});

describe('in an inventory the language server', () => {
  test('completes sections and connection variables, and explains them', async () => {
    expect(await completions('inventory/a.yml', 'all:\n  chil|')).toContain('children');
    expect(await completions('inventory/b.yml', 'all:\n  hosts:\n    web1:\n      ansible_h|')).toContain(
      'ansible_host',
    );
    expect(await hover('inventory/c.yml', 'all:\n  vars:\n    ansible_us|er: ops\n')).toContain('User to log in as');
  });

  test('marks what does not fit', async () => {
    expect(await problems('inventory/d.yml', 'all:\n  childern: {}\n')).toEqual([
      expect.stringMatching(/^2: .*childern/),
    ]);
    expect(await problems('inventory/e.yml', 'all:\n  hosts:\n    web1: {ansible_host: 10.0.0.1, port: 80}\n')).toEqual(
      [],
    );
  });
});

test('in a file of variables it completes and marks names with a meaning of their own', async () => {
  expect(await completions('group_vars/a.yml', 'ansible_become_m|')).toContain('ansible_become_method');
  expect(await problems('group_vars/b.yml', 'port: 80\ninventory_hostname: me\n')).toHaveLength(1);
});
