import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Inventory } from '../../src/inventory/model.ts';
import { readLimit } from '../../src/inventory/limit.ts';
import { selectHosts } from '../../src/inventory/patterns.ts';
import { readScratch, scratch, shown } from './scratch.ts';

// What patterns match is judged by Ansible in inventories.test.ts; here is what it has no answer to.
describe('a host pattern', () => {
  let inventory: Inventory;
  beforeAll(async () => {
    ({ inventory } = await readScratch({ 'hosts.ini': '[web]\nweb1\nweb2\n[db]\ndb1\n[empty]\n' }));
  });

  test.each<[string, string, readonly string[]]>([
    ['wbe', 'error unknown-host nowhere the inventory has no host or group "wbe"', []],
    ['web:&wbe', 'error unknown-host nowhere the inventory has no host or group "wbe"', []],
    ['web:!wbe', 'warning unknown-host nowhere the inventory has no host or group "wbe"', ['web1', 'web2']],
    ['nope*:web', 'warning unknown-host nowhere "nope*" matches no host or group', ['web1', 'web2']],
    ['~x.*', 'warning unknown-host nowhere "~x.*" matches no host or group', []],
    ['web[2]', 'warning unknown-host nowhere "web" has 2 hosts, which is too few for [2]', []],
    ['web[-3]', 'warning unknown-host nowhere "web" has 2 hosts, which is too few for [-3]', []],
    ['empty', 'warning unknown-host nowhere the pattern "empty" matches no host', []],
    ['web:!web', 'warning unknown-host nowhere the pattern "web:!web" matches no host', []],
    ['web[0:-1]', 'error pattern-syntax nowhere "[0:-1]" is no position: write [0], [-1], [1:3] or [1:]', []],
    ['web[0', 'error pattern-syntax nowhere the brackets of "web[0" do not match', []],
    ['web:!', 'error pattern-syntax nowhere nothing follows "!"', ['web1', 'web2']],
    ['@file', 'error pattern-syntax nowhere "@file" is a file: only --limit may name one', []],
    [' , ', 'error pattern-syntax nowhere the host pattern is empty', []],
  ])('%s', (pattern, message, hosts) => {
    const selection = selectHosts(inventory, pattern);
    expect(shown(selection.diagnostics)).toEqual([message]);
    expect(selection.hosts).toEqual(hosts);
  });

  test('with a broken regular expression is refused', () => {
    const { diagnostics } = selectHosts(inventory, '~(web');
    expect(diagnostics[0]).toMatchObject({ code: 'pattern-syntax', severity: 'error' });
  });

  test('suggests the name that was meant, and points at where the pattern stands', () => {
    const span = { source: { name: 'site.yml', text: '- hosts: wbe' }, start: 9, end: 12 };
    const { diagnostics } = selectHosts(inventory, 'wbe', span);
    expect(diagnostics).toMatchObject([{ hint: 'did you mean "web"?', span }]);
  });

  test.each(['localhost', '127.0.0.1', '::1'])('may name a localhost that nobody wrote down: %s', (name) => {
    expect(selectHosts(inventory, name)).toEqual({ hosts: ['localhost'], diagnostics: [] });
  });

  test.each(['all', '*', '~.*', 'local*'])('%s does not mean a localhost that nobody wrote down', (pattern) => {
    expect(selectHosts(inventory, pattern).hosts).not.toContain('localhost');
  });
});

describe('--limit', () => {
  test('may name files of patterns', async () => {
    const cwd = scratch({ 'retry.txt': 'web1\r\n# comment\n\n  !db1 # not now\n' });
    expect(await readLimit('db, @retry.txt', { cwd })).toEqual({ pattern: 'db,web1,!db1', diagnostics: [] });
  });

  test('with an empty file means no host, not all', async () => {
    const cwd = scratch({ 'retry.txt': '\n' });
    const { pattern } = await readLimit('@retry.txt', { cwd });
    const { inventory } = await readScratch({ 'hosts.ini': 'web1\n' });
    expect(selectHosts(inventory, pattern)).toMatchObject({ hosts: [], diagnostics: [{ code: 'pattern-syntax' }] });
  });

  test('reports a file that is not there', async () => {
    const { diagnostics } = await readLimit('@retry.txt', { cwd: scratch({}) });
    expect(shown(diagnostics)).toEqual(['error file-missing nowhere retry.txt cannot be read: it does not exist']);
  });
});
