import { expect, test } from '@jest/globals';
import { explainVariable } from '../../src/inventory/explain.ts';
import { readScratch } from './scratch.ts';

test('explaining a variable shows all places that set it, and which one counts', async () => {
  const { inventory } = await readScratch(
    {
      'hosts.ini': '[web]\nw1 port=1\n[web:vars]\nport={{ base }}\n',
      'group_vars/all.yml': 'base: 80\nport: 2\n',
      'play/host_vars/w1.yml': '\nport: 4\n',
      'cloud.sh': `#!/bin/sh\necho '{"_meta": {"hostvars": {"w1": {"port": 3}}}, "web": ["w1"]}'\n`,
    },
    { playbookDirectory: 'play', paths: ['hosts.ini', 'cloud.sh'] },
  );
  expect(explainVariable('port', inventory.hosts.get('w1')?.layers ?? [])).toEqual([
    { origin: 'hosts.ini:4:6', value: '{{ base }}', level: 'inventory, group', winner: false },
    { origin: 'group_vars/all.yml:2:7', value: 2, level: 'inventory, group', winner: false },
    { origin: 'hosts.ini:2:9', value: 1, level: 'inventory, host', winner: false },
    { origin: 'cloud.sh host w1', value: 3, level: 'inventory, host', winner: false },
    { origin: 'play/host_vars/w1.yml:2:7', value: 4, level: 'inventory, host', winner: true },
  ]);
});

test('a variable that nobody sets has no explanation', () => {
  expect(explainVariable('port', [])).toEqual([]);
});
