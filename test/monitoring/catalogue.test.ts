import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

// Exporter, target and firewall rule are one entry of the topology; here nothing of it may be an orphan.

interface Entry {
  readonly name: string;
  readonly job: string;
  readonly package: string;
  readonly unit?: string;
  readonly defaults?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Service {
  readonly name: string;
  readonly from: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): unknown => parse(readFileSync(join(root, path), 'utf8'));
const { exporter_catalogue: catalogue } = read('playbooks/roles/exporters/defaults.yml') as {
  readonly exporter_catalogue: readonly Entry[];
};
const { topology } = read('inventory/group_vars/all.yml') as { readonly topology: { readonly services: Service[] } };

test('each kind of exporter has a name and a job of its own', () => {
  expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
  expect(new Set(catalogue.map(({ job }) => job)).size).toBe(catalogue.length);
});

test('the site’s topology has a service for each kind, for its collectors alone', () => {
  const asked = topology.services.filter(({ from }) => from === 'mon').map(({ name }) => name);
  expect(asked).toEqual(expect.arrayContaining(catalogue.map(({ name }) => name)));
});

test.each(catalogue.filter((each) => each.package !== '').map((each) => [each.name, each] as const))(
  '%s says which unit reads which file, and listens where the topology says',
  (_name, { unit, defaults, environment }) => {
    expect([unit, defaults]).toEqual([expect.stringMatching(/\.service$/), expect.stringMatching(/^[\w-]+$/)]);
    const text = Object.values(environment ?? {}).join(' ');
    expect([text.match(/ADDRESS/g), text.match(/PORT/g)]).toEqual([['ADDRESS'], ['PORT']]);
  },
);
