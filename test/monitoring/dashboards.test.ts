import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { stringify } from 'yaml';

// What is shown is data: our page and Grafana's files are made of it. Prometheus' own promtool reads each query.

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}

interface Area {
  readonly id: string;
  readonly panels: readonly { readonly title: string; readonly query?: string }[];
}

// The page's own script, which a browser reads as it is.
const page: string = fileURLToPath(new URL('../../playbooks/roles/dashboard/files/panels.js', import.meta.url));
const { areas, areaOf } = (await import(page)) as {
  readonly areas: readonly Area[];
  readonly areaOf: Readonly<Record<string, string>>;
};
const rules = fileURLToPath(new URL('../../playbooks/roles/prometheus/files/rules/', import.meta.url));
const grafana = fileURLToPath(new URL('../../docs/grafana/', import.meta.url));
const dashboards = readdirSync(grafana).map(
  (name) => JSON.parse(readFileSync(join(grafana, name), 'utf8')) as { readonly panels: readonly Panel[] },
);

test('Grafana gets every panel of the page', () => {
  const shown = areas.filter(({ id }) => id !== 'alerts').flatMap(({ panels }) => panels.map(({ title }) => title));
  expect(dashboards.flatMap(({ panels }) => panels.map(({ title }) => title)).toSorted()).toEqual(shown.toSorted());
});

test('from each alert a link leads to panels of its own area, when there are some', () => {
  const ids = areas.map(({ id }) => id);
  const named = readdirSync(rules).flatMap((name) =>
    [...readFileSync(join(rules, name), 'utf8').matchAll(/ area: (\w+)/g)].map(([, area = '']) => area),
  );
  expect(named.filter((area) => !ids.includes(areaOf[area] ?? area))).toEqual([]);
  expect(Object.keys(areaOf).filter((area) => ids.includes(area))).toEqual([]);
});

test('every query is one that Prometheus understands', () => {
  const queries = [
    ...areas.flatMap(({ panels }) => panels.flatMap(({ query }) => query ?? [])),
    ...dashboards.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))),
  ];
  const records = queries.map((expr, index) => ({ record: `query${index}`, expr }));
  const directory = mkdtempSync(join(tmpdir(), 'rackwright-queries-'));
  try {
    const file = join(directory, 'queries.yml');
    writeFileSync(file, stringify({ groups: [{ name: 'queries', rules: records }] }));
    expect(execFileSync('promtool', ['check', 'rules', file], { encoding: 'utf8' })).toContain(
      `${records.length} rules found`,
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
});
