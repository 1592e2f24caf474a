import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { HostEvidence } from '../../src/audit/evidence/host-evidence.ts';
import { actions } from '../../src/actions/registry.ts';
import { rules } from '../../src/audit/rules/registry.ts';
import type { HostSettings, Site, SiteHost } from '../../src/audit/site.ts';
import { renderedJsonSchema } from '../../src/playbook/arguments.ts';
import { validatePlain } from '../../src/language/schema.ts';
import { definitions } from '../../src/resources/registry.ts';
import type { TopologyService } from '../../src/inventory/topology/model.ts';

/** What a rule must find, and what it must leave alone: `test/audit/rules/ID.yml`. */
interface RuleCase {
  readonly name: string;
  /** In place of the usual site's. */
  readonly services?: readonly (Partial<TopologyService> & { readonly callers?: readonly string[] })[];
  readonly hosts?: Readonly<Record<string, string>>;
  readonly fates?: Readonly<Record<string, SiteHost['fates']>>;
  readonly settings?: Readonly<Record<string, Partial<HostSettings>>>;
  readonly evidence?: Readonly<
    Record<string, Partial<Omit<HostEvidence, 'files'>> & { readonly files?: Readonly<Record<string, string>> }>
  >;
  /** `HIGH host web1` */
  readonly finds: readonly string[];
}

const usualHosts = {
  lb1: '192.0.2.11',
  web1: '192.0.2.21',
  web2: '192.0.2.22',
  db1: '192.0.2.31',
  db2: '192.0.2.32',
  mon1: '192.0.2.41',
};
const usualServices = [
  { name: 'https', hosts: ['lb1'], ports: [443], tls: 'terminate', to: 'app', names: ['www.example.org'] },
  { name: 'app', hosts: ['web1', 'web2'], ports: [8443], tls: 're-encrypt', callers: ['lb1'] },
  { name: 'mysql', hosts: ['db1', 'db2'], ports: [3306], tls: 'terminate', callers: ['web1', 'web2', 'db1', 'db2'] },
  { name: 'node-exporter', hosts: Object.keys(usualHosts), ports: [9100], callers: ['mon1'] },
] as const;

/** A variable, a playbook, a role, a word of the topology, or a command. */
const runnable = /`[^`]+`/;

/** What `rackwright exec` is to do: kind and arguments. */
function commandsIn(remedy: string): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  return [...remedy.matchAll(/rackwright exec \S+ -b -m (\w+) -a (["'])(.*?)\2`/g)].map(
    ([, kind = '', , args = '']) => [kind, parse(args) as Readonly<Record<string, unknown>>] as const,
  );
}

function problemsOf(kind: string, args: Readonly<Record<string, unknown>>): readonly unknown[] {
  const known = [...definitions, ...actions].find((each) => each.kind === kind || each.aliases.includes(kind));
  return known === undefined ? [`there is no ${kind}`] : validatePlain(renderedJsonSchema(known.schema), args);
}
const now = Date.parse('2026-11-27T12:00:00Z');

function siteOf({
  services = usualServices,
  hosts = usualHosts,
  fates = {},
  settings = {},
  evidence = {},
}: RuleCase): Site {
  return {
    now,
    services: services.map(({ callers, ...given }): TopologyService => ({
      name: '',
      on: given.hosts ?? [],
      hosts: [],
      proto: ['tcp'],
      ports: [],
      from: callers && [{ name: 'callers', hosts: callers, networks: [] }],
      tls: 'none',
      to: undefined,
      names: [],
      limit: undefined,
      span: undefined,
      ...given,
    })),
    hosts: Object.entries(hosts).map(([name, address]) => ({
      name,
      addresses: [address],
      fates: fates[name] ?? {},
      settings: { deadMan: false, ...settings[name] },
    })),
    evidence: new Map(
      Object.entries(evidence).map(([name, { files = {}, ...rest }]) => [
        name,
        { origin: 'read', ...rest, files: new Map(Object.entries(files)) },
      ]),
    ),
    place: () => undefined,
  };
}

const directory = join(import.meta.dirname, 'rules');
const files = readdirSync(directory);

describe.each(files)('%s', (file) => {
  const rule = rules.find(({ id }) => `${id}.yml` === file);
  const cases = parse(readFileSync(join(directory, file), 'utf8')) as readonly RuleCase[];

  test.each(cases.map((each) => [each.name, each] as const))('%s', (_, each) => {
    const found = rule?.judge(siteOf(each)) ?? [];
    expect(found.map(({ severity, about }) => `${severity} ${about}`)).toEqual(each.finds);
    for (const { title, evidence, reasoning, remedy } of found) {
      expect([title, reasoning, remedy].every((text) => text.length > 10)).toBe(true);
      expect(evidence.length).toBeGreaterThan(0);
      expect(remedy).toMatch(runnable);
      for (const [kind, args] of commandsIn(remedy)) expect(problemsOf(kind, args)).toEqual([]);
    }
  });

  test('has what it must find, and what it must leave alone', () => {
    expect(cases.some(({ finds }) => finds.length > 0)).toBe(true);
    expect(cases.some(({ finds }) => finds.length === 0)).toBe(true);
  });
});

test('every rule that looks at hosts has its file', () => {
  const topologyOnly = ['T1', 'T1c', 'T2', 'T4', 'T9', 'C1', 'M1'];
  const expected = rules.map(({ id }) => id).filter((id) => !topologyOnly.includes(id));
  expect(files.map((file) => file.replace('.yml', '')).toSorted()).toEqual(expected.toSorted());
});
