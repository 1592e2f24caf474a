import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { graphInventory } from '../../src/inventory/graph.ts';
import { listInventory } from '../../src/inventory/list.ts';
import { selectHosts } from '../../src/inventory/patterns.ts';
import { readInventory } from '../../src/inventory/read.ts';
import type { Plain } from '../../src/language/located.ts';

// fixtures/*/expected was written by ansible-core 2.14 (Debian bookworm); judge.sh, which needs it, writes it anew.
const fixtures = join(import.meta.dirname, 'fixtures');
const names = readdirSync(fixtures);

/** Fixtures in which a host stands in a group and in a child of it. */
const repeatsItself = new Set(['redundant', 'diamond']);

describe.each(names)('the inventory %s', (name) => {
  const directory = join(fixtures, name);
  const expected = (file: string): string => readFileSync(join(directory, 'expected', file), 'utf8');

  test('is listed as ansible-inventory lists it', async () => {
    const listed = JSON.parse(JSON.stringify(listInventory((await read(directory)).inventory))) as Listing;
    expect(withoutRepetition(listed)).toEqual(withoutRepetition(JSON.parse(expected('list.json')) as Listing));
  });

  test('has its hosts in Ansible’s order', async () => {
    const { hosts } = selectHosts((await read(directory)).inventory, 'all');
    expect(hosts).toEqual(expected('hosts.txt').trim().split('\n'));
  });

  if (!repeatsItself.has(name)) {
    test('is drawn as ansible-inventory draws it', async () => {
      expect(graphInventory((await read(directory)).inventory)).toBe(expected('graph.txt'));
    });
  }

  if (existsSync(join(directory, 'patterns.txt'))) {
    test.each(expected('patterns.txt').trim().split('\n'))('matches as in Ansible: %s', async (line) => {
      const [pattern = '', hosts = ''] = line.split(/ => ?/);
      expect(selectHosts((await read(directory)).inventory, pattern).hosts.join(' ')).toBe(hosts);
    });
  }
});

async function read(directory: string) {
  const words = readFileSync(join(directory, 'arguments'), 'utf8').trim().split(' ');
  const after = (option: string): string[] => words.filter((_, index) => words[index - 1] === option);
  const [play] = after('--playbook-dir');
  const result = await readInventory(after('-i'), {
    cwd: directory,
    signal: new AbortController().signal,
    ...(play !== undefined && { playbookDirectory: join(directory, play) }),
  });
  expect(result.diagnostics.filter((each) => each.severity === 'error')).toEqual([]);
  return result;
}

type Listing = Record<string, { hosts?: string[]; children?: string[] } & Record<string, Plain>>;

/** Ansible repeats a host in a group when it was named in it and in a child; the model keeps only who is in it. */
function withoutRepetition(listing: Listing): Listing {
  const below = (group: string): string[] =>
    (listing[group]?.children ?? []).flatMap((child) => [...(listing[child]?.hosts ?? []), ...below(child)]);
  const groups = Object.entries(listing).map(([name, group]) => {
    const inherited = below(name);
    const { hosts, ...others } = group;
    const own = (hosts ?? []).filter((host) => !inherited.includes(host));
    return [name, { ...others, ...(own.length > 0 && { hosts: own }) }];
  });
  return Object.fromEntries(groups) as Listing;
}
