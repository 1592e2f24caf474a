import { describe, expect, test } from '@jest/globals';
import { createFinder } from '../../src/definition.ts';
import { readPlaybook } from '../../src/playbook/read.ts';
import type { Task } from '../../src/playbook/model.ts';
import { definitions } from '../../src/resources/registry.ts';

const finder = createFinder(definitions);

describe('the key `block`', () => {
  test('with a list holds tasks, which inherit its keywords', () => {
    const [task] = tasksOf('- block:\n    - package: {name: nginx}\n  tags: web\n');
    expect(task).toMatchObject({ kind: 'package', tags: ['web'] });
  });

  test('with a map is the resource that keeps a block of text', () => {
    expect(tasksOf('- block: {path: /etc/hosts, block: "192.0.2.1 a"}\n')).toMatchObject([{ kind: 'blockinfile' }]);
  });
});

function tasksOf(tasks: string): readonly Task[] {
  const text = `- hosts: all\n  tasks:\n${tasks.replaceAll(/^/gm, '    ')}`;
  const { playbook, diagnostics } = readPlaybook('/site/play.yml', {
    readText: (path) => (path === '/site/play.yml' ? text : undefined),
    isDirectory: () => false,
    list: () => [],
    show: (path) => path,
    find: finder.find,
    kinds: finder.names,
    rolePaths: [],
  });
  expect(diagnostics).toEqual([]);
  return playbook.plays[0]?.tasks ?? [];
}
