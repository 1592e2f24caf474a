import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readInventory } from '../../src/inventory/read.ts';
import { readScratch, scratch, shown } from './scratch.ts';

const signal = new AbortController().signal;

describe('what -i names', () => {
  test('is reported when it does not exist, all of it at once', async () => {
    const { diagnostics } = await readScratch({}, { paths: ['lab.yml', 'more'] });
    expect(shown(diagnostics)).toEqual([
      'error file-missing nowhere the inventory lab.yml cannot be read: it does not exist',
      'error file-missing nowhere the inventory more cannot be read: it does not exist',
    ]);
  });

  test('may be nothing, which leaves localhost, reached without ssh', async () => {
    const { inventory, diagnostics } = await readScratch({}, { paths: [] });
    expect(diagnostics).toEqual([]);
    expect([...inventory.hosts.keys()]).toEqual(['localhost']);
    expect(inventory.groups.get('all')?.hosts).toEqual([]);
  });

  test('is no program because of its bits alone', async () => {
    const cwd = scratch({ hosts: 'web1 a=1\n' });
    chmodSync(join(cwd, 'hosts'), 0o755);
    const { inventory } = await readInventory(['hosts'], { cwd, signal });
    expect(inventory.groups.get('all')?.hosts).toEqual(['web1']);
  });

  test('is refused when it is a program that may not be run, instead of being read as text', async () => {
    const cwd = scratch({ 'cloud.py': '#!/usr/bin/python3\n' });
    chmodSync(join(cwd, 'cloud.py'), 0o644);
    const { diagnostics } = await readInventory(['cloud.py'], { cwd, signal });
    expect(shown(diagnostics)).toEqual(['error inventory-syntax nowhere cloud.py is a program, but not executable']);
  });

  test('is refused when it is TOML', async () => {
    const { diagnostics } = await readScratch({ 'hosts.toml': '[web]\n' });
    expect(shown(diagnostics)).toEqual(['error inventory-syntax nowhere hosts.toml is TOML, which is not read']);
  });

  test('warns of INI files that Ansible leaves out of a directory', async () => {
    const { diagnostics, inventory } = await readScratch(
      { 'lab/hosts.ini': 'a\n', 'lab/hosts': 'b\n' },
      { paths: ['lab'] },
    );
    expect(inventory.groups.get('all')?.hosts).toEqual(['b']);
    expect(shown(diagnostics)).toEqual([
      'warning inventory-syntax nowhere lab/hosts.ini is not read: Ansible leaves such files out of an inventory directory',
    ]);
  });

  test('has the mistakes of a list pointed at', async () => {
    const { diagnostics } = await readScratch({}, { paths: ['web1,a b,-x,w[2:1]'] });
    expect(diagnostics.map(({ code, span }) => [code, span?.start])).toEqual([
      ['bad-host-name', 5],
      ['bad-host-name', 9],
      ['inventory-syntax', 12],
    ]);
  });

  test('encrypted with Ansible Vault is refused with a way out', async () => {
    const { diagnostics } = await readScratch({ 'hosts.yml': '$ANSIBLE_VAULT;1.1;AES256\n616161\n' });
    expect(diagnostics[0]?.hint).toContain('rackwright vault');
  });

  test('is read through the given function, so that it can be decrypted', async () => {
    const readFile = (path: string) => Promise.resolve(path.endsWith('hosts.ini') ? 'secret a=1' : 'b: 2');
    const { inventory } = await readScratch({ 'hosts.ini': 'x', 'group_vars/all': 'y' }, { readFile });
    expect(inventory.hosts.get('secret')?.layers.flatMap((layer) => [...layer.variables.keys()])).toEqual(['b', 'a']);
  });

  test('gives its hosts the directory that they were first named in', async () => {
    const cwd = scratch({ 'one/hosts': 'a\n', 'two/sub/hosts': 'a\nb\n' });
    const { inventory } = await readInventory(['one', 'two', 'c,'], { cwd, signal });
    expect(['a', 'b', 'c'].map((name) => inventory.hosts.get(name)?.directory)).toEqual([
      join(cwd, 'one'),
      join(cwd, 'two/sub'),
      undefined,
    ]);
  });
});
