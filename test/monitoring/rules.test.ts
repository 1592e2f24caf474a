import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';

// Prometheus' own promtool judges the rules, all of them at once: a case fails as well when another alert fires than it says.

interface Case {
  readonly name: string;
  readonly series: Readonly<Record<string, string>>;
  /** When nothing fires yet. */
  readonly quiet?: string;
  readonly at: string;
  /** `HostDown web1`: name and host. */
  readonly firing: readonly string[];
  readonly expect?: Readonly<Record<string, number>>;
}

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly Rule[] }[];
}

interface Rule {
  readonly alert?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const here = fileURLToPath(new URL('alerts/', import.meta.url));
const role = fileURLToPath(new URL('../../playbooks/roles/prometheus/', import.meta.url));
const ruleFiles = readdirSync(join(role, 'files/rules')).map((name) => join(role, 'files/rules', name));
const rules = ruleFiles.flatMap((file) =>
  (parse(readFileSync(file, 'utf8')) as RuleFile).groups.flatMap((group) => group.rules),
);
const alerts = rules.filter(({ alert }) => alert !== undefined);
const thresholds = (
  parse(readFileSync(join(role, 'defaults.yml'), 'utf8')) as {
    readonly prometheus_default_thresholds: Readonly<Record<string, number>>;
  }
).prometheus_default_thresholds;
const cases = readdirSync(here)
  .filter((name) => name.endsWith('.yml'))
  .flatMap((name) => parse(readFileSync(join(here, name), 'utf8')) as readonly Case[]);
const directory = mkdtempSync(join(tmpdir(), 'rackwright-rules-'));

afterAll(() => {
  rmSync(directory, { recursive: true });
});

test('every case fires what it says, and nothing else', () => {
  const file = join(directory, 'cases.yml');
  const tests = cases.map((each) => promtoolTest(each));
  writeFileSync(file, stringify({ rule_files: ruleFiles, evaluation_interval: '15s', tests }));
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', file], { encoding: 'utf8' });
  expect(`${stdout}${stderr}`).not.toContain('FAILED');
  expect(status).toBe(0);
}, 120_000);

test('promtool takes all files', () => {
  expect(execFileSync('promtool', ['check', 'rules', ...ruleFiles], { encoding: 'utf8' })).not.toContain('FAILED');
});

test('every alert has a case, and every case an alert', () => {
  const covered = new Set(cases.flatMap(({ firing }) => firing.map((each) => each.split(' ')[0])));
  const named = alerts.map(({ alert }) => alert).filter((alert) => alert !== 'Watchdog');
  expect([...covered].toSorted()).toEqual(named.toSorted());
});

test('every threshold that a rule reads has a default, and every default is read: a missing one would silence its alert', () => {
  const read = rules.flatMap(({ expr }) => [...expr.matchAll(/threshold:(\w+)/g)].map(([, name = '']) => name));
  expect([...new Set(read)].toSorted()).toEqual(Object.keys(thresholds).toSorted());
});

test('every alert says how bad it is, what it is about, what happened and what to do', () => {
  for (const { alert, labels, annotations } of alerts) {
    expect([alert, labels?.['severity']]).toEqual([alert, expect.stringMatching(/^(critical|warning|info|none)$/)]);
    expect([alert, labels?.['area']]).toEqual([alert, expect.stringMatching(/^\w+$/)]);
    expect([alert, annotations?.['summary']]).toEqual([alert, expect.stringMatching(/\S/)]);
    expect([alert, annotations?.['remedy']]).toEqual([alert, expect.stringMatching(/\S/)]);
  }
});

function promtoolTest({ name, series, quiet, at, firing, expect: values }: Case): unknown {
  const expr = 'count by (alertname, instance) (ALERTS{alertstate="firing", alertname!="Watchdog"})';
  const given = Object.entries(series).map(([key, samples]) => ({ series: key, values: samples }));
  const limits = Object.entries(thresholds).map(([key, value]) => ({
    series: `threshold:${key}`,
    values: `${value}x400`,
  }));
  const samples = firing.map((each) => {
    const [alertname = '', instance] = each.split(' ');
    const labels = `{alertname="${alertname}"${instance === undefined ? '' : `, instance="${instance}"`}}`;
    return { labels, value: 1 };
  });
  return {
    name,
    interval: '15s',
    input_series: [...given, ...limits],
    promql_expr_test: [
      ...(quiet === undefined ? [] : [{ expr, eval_time: quiet, exp_samples: [] }]),
      { expr, eval_time: at, exp_samples: samples },
      ...Object.entries(values ?? {}).map(([key, value]) => ({
        expr: key,
        eval_time: at,
        exp_samples: [{ labels: key, value }],
      })),
    ],
  };
}
