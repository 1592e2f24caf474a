import { expect, test } from '@jest/globals';
import { readScratch, shown } from './scratch.ts';

test('mistakes in a YAML inventory are reported at once, with their places', async () => {
  const { diagnostics } = await readScratch({
    'hosts.yml': [
      'web:',
      '  hosts: [web1, web2]',
      '  vars: text',
      'db:',
      '  children: 5',
      '  hosts:',
      '    "db[3:1]":',
      '    -bad:',
      '    db1: text',
      '    db2: {__proto__: 1}',
      'a b: {}',
      'list: []',
    ].join('\n'),
  });
  expect(shown(diagnostics)).toEqual([
    'error forbidden-key hosts.yml:10:11 the key "__proto__" is not allowed',
    'error inventory-syntax hosts.yml:2:10 the hosts of "web" are a map',
    'error inventory-syntax hosts.yml:3:9 the vars of "web" are a map',
    'error inventory-syntax hosts.yml:5:13 the children of "db" are a map',
    'error inventory-syntax hosts.yml:7:5 "[3:1]" ends before it begins',
    'error bad-host-name hosts.yml:8:5 the host name "-bad" begins with "-", which programs read as an option',
    'error inventory-syntax hosts.yml:9:10 what follows the host "db1" is a map of variables',
    'error inventory-syntax hosts.yml:11:1 the group name "a b" contains " "',
    'error inventory-syntax hosts.yml:12:7 the group "list" is a map of hosts, children and vars',
  ]);
});

test('a key that means nothing in a group is a warning, as in Ansible', async () => {
  const { diagnostics } = await readScratch({ 'hosts.yml': 'web: {host: {web1: {}}}' });
  expect(shown(diagnostics)).toEqual([
    'warning unknown-key hosts.yml:1:7 "host" means nothing in a group and is ignored',
  ]);
  expect(diagnostics[0]?.hint).toBe('did you mean "hosts"?');
});

test('the configuration of an inventory plugin is refused with a way out', async () => {
  const { diagnostics } = await readScratch({ 'aws.yml': 'plugin: amazon.aws.aws_ec2\nregions: [eu-1]\n' });
  expect(shown(diagnostics)).toHaveLength(1);
  expect(diagnostics[0]?.hint).toContain('ansible-inventory --list');
});
