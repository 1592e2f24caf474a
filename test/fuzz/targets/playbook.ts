import { actions } from '../../../src/actions/registry.ts';
import { createFinder } from '../../../src/definition.ts';
import { renderDiagnostics } from '../../../src/diagnostics/render.ts';
import { readPlaybook } from '../../../src/playbook/read.ts';
import { definitions } from '../../../src/resources/registry.ts';
import type { FuzzTarget } from '../target.ts';

const finder = createFinder([...definitions, ...actions]);

/** Whatever stands in a playbook is read, or reported with its place; nothing is thrown. */
export const playbook: FuzzTarget = {
  fuzz: (data) => {
    const text = data.toString('utf8');
    const { diagnostics } = readPlaybook('/play/site.yml', {
      readText: (path) => (path === '/play/site.yml' ? text : undefined),
      isDirectory: () => false,
      list: () => [],
      show: (path) => path.slice('/play/'.length),
      find: (name) => finder.find(name),
      kinds: finder.names,
      rolePaths: [],
    });
    renderDiagnostics(diagnostics, { color: false });
  },
  words: [
    '- hosts: all\n', '  tasks:\n', '    - name: a\n', '      copy: {content: x, dest: /a}\n', '      when: a is defined\n', '      loop: [1, 2]\n', '      notify: a\n',
    '  handlers:\n', '  vars: {a: 1}\n', '  roles: [web]\n', '    - block:\n', '      rescue:\n', '      register: a\n', '      tags: [a]\n', '    - command: ls\n', '\n', '  ',
    '- ', '{{ a }}', '{{#if a}}', '"', "'", ': ', '&a', '*a', '<<: *a', '|', '{', '}', '[', ']', '__proto__: 1\n', '    - import_tasks: a.yml\n', '    - include_role: {name: a}\n', '#',
  ], // prettier-ignore
};
