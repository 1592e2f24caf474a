import { describe, expect, test } from '@jest/globals';
import { readScratch, shown } from './scratch.ts';

describe('variable files', () => {
  test('have their mistakes reported with the others', async () => {
    const { diagnostics } = await readScratch({
      'hosts.ini': '[web]\nw1 port\n',
      'group_vars/all.yml': '- a\n',
      'group_vars/web.yml': 'a: 1\na: 2\n',
      'host_vars/w1.json': '{"facts": 1}',
    });
    expect(shown(diagnostics)).toEqual([
      'error inventory-syntax hosts.ini:2:4 "port" is not of the form name=value',
      'error wrong-type group_vars/all.yml:1:1 a file of variables is a map of names and values',
      'error yaml-duplicate-key group_vars/web.yml:2:1 the key "a" stands twice in this map',
      'error bad-value host_vars/w1.json:1:11 the variable "facts" cannot be set',
    ]);
  });

  test('that Ansible leaves out silently are warned of', async () => {
    const { diagnostics } = await readScratch({
      'hosts.ini': '[web]\nw1\n[db1]\n',
      'group_vars/wbe.yml': 'a: 1\n',
      'group_vars/other.yml': 'a: 1\n',
      'group_vars/db2.yml': 'a: 1\n',
      'group_vars/all/x.yml': 'a: 1\n',
      'group_vars/all.yml': 'a: 1\n',
    });
    expect(shown(diagnostics)).toEqual([
      'warning inventory-syntax nowhere group_vars/all.yml is not read, because group_vars/all exists',
      'warning inventory-syntax nowhere group_vars/wbe.yml belongs to no group of the inventory',
    ]);
    expect(diagnostics[1]?.hint).toBe('did you mean "web"?');
  });

  test('count for localhost too, where nobody named it', async () => {
    const { inventory } = await readScratch({
      'hosts.ini': 'w1\n',
      'group_vars/all.yml': 'a: 1\n',
      'host_vars/localhost.yml': 'b: 1\n',
    });
    const layers = inventory.hosts.get('localhost')?.layers.map((layer) => [layer.origin, [...layer.variables.keys()]]);
    expect(layers).toEqual([
      ['group_vars/all.yml', ['a']],
      ['implicit localhost', ['ansible_connection']],
      ['host_vars/localhost.yml', ['b']],
    ]);
  });

  test('are read once where the playbook stands beside the inventory', async () => {
    const { inventory } = await readScratch(
      { 'hosts.ini': 'w1\n', 'group_vars/all.yml': 'a: 1\n' },
      { playbookDirectory: '.' },
    );
    expect(inventory.hosts.get('w1')?.layers).toHaveLength(1);
  });
});
