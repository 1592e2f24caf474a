import { expect, test } from '@jest/globals';
import { graphInventory } from '../../src/inventory/graph.ts';
import { listHost, listInventory } from '../../src/inventory/list.ts';
import { readScratch, scratch } from './scratch.ts';
import { readInventory } from '../../src/inventory/read.ts';

// The listing of whole inventories is judged by ansible-inventory in inventories.test.ts.
const hosts = '[web]\nw1 b="{{ a }}" a=1\nw2\n[site:children]\nweb\n';

test('one host is listed with its variables in order, unrendered', async () => {
  const { inventory } = await readScratch({ 'hosts.ini': hosts });
  expect(JSON.stringify(listHost(inventory, 'w1'))).toBe('{"a":1,"b":"{{ a }}"}');
  expect(listHost(inventory, 'nobody')).toBeUndefined();
});

test('a part of the groups can be drawn', async () => {
  const { inventory } = await readScratch({ 'hosts.ini': hosts });
  expect(graphInventory(inventory, 'site')).toBe('@site:\n  |--@web:\n  |  |--w1\n  |  |--w2\n');
});

test('a listing that a program prints again is the same inventory', async () => {
  const { inventory } = await readScratch({ 'hosts.ini': hosts });
  const printed = JSON.stringify(listInventory(inventory));
  const cwd = scratch({ 'again.sh': `#!/bin/sh\ncat <<'JSON'\n${printed}\nJSON\n` });
  const again = await readInventory(['again.sh'], { cwd, signal: new AbortController().signal });
  expect(again.diagnostics).toEqual([]);
  expect(listInventory(again.inventory)).toEqual(listInventory(inventory));
});
