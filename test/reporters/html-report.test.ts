import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Outcome, RunEvent, TaskLabel } from '../../src/reporter.ts';
import { broadcast } from '../../src/reporters/broadcast.ts';
import { htmlReport } from '../../src/reporters/html-report.ts';
import { junitReport } from '../../src/reporters/junit-report.ts';
import { Secrets } from '../../src/secrets.ts';

const about = { who: 'anna@desk7', playbookDigest: 'p'.repeat(64), inventoryDigest: 'i'.repeat(64) };
const phases = { connectMs: 0, readMs: 0, writeMs: 0, proveMs: 0, controllerMs: 0 };
const counts = { ok: 1, changed: 1, 'would-change': 0, skipped: 0, failed: 0, unreachable: 0, ignored: 0, rescued: 0 };
const label = (id: number, name: string): TaskLabel => ({
  id,
  name,
  kind: 'copy',
  at: `site.yml:${id}:3`,
  handler: false,
});

const content = (from: string, to: string): Outcome => ({
  status: 'changed',
  changes: [{ attribute: 'content', from: { text: from }, to: { text: to } }],
  verified: true,
});

/** What a run with these outcomes on each host says. */
function eventsOf(
  hosts: Readonly<Record<string, readonly Outcome[]>>,
  mode: 'run' | 'verify' = 'run',
): readonly RunEvent[] {
  const names = Object.keys(hosts);
  return [
    { type: 'run.started', mode, playbook: 'site.yml', hosts: names.length, version: '1' },
    { type: 'play.started', play: 'site', hosts: names, tasks: 1 },
    ...names.flatMap((host): readonly RunEvent[] => [
      { type: 'host.connected', host, durationMs: 3, transport: 'ssh' },
      ...(hosts[host] ?? []).map((outcome, index): RunEvent => ({
        ...{ type: 'task.finished', host, task: label(index + 1, `task ${index + 1}`) },
        ...{ outcome, durationMs: 2, phases },
      })),
    ]),
    { type: 'play.finished', play: 'site' },
    {
      type: 'run.finished',
      summary: {
        ...{ mode, durationMs: 100, interrupted: false },
        hosts: names.map((host) => ({ host, state: 'ok', counts, traffic: [] })),
      },
    },
  ];
}

function written(form: typeof htmlReport, events: readonly RunEvent[], secrets = new Secrets()): string {
  let text = '';
  let now = 1_790_000_000_000;
  const reporter = form(
    about,
    () => (now += 1),
    (all) => (text += all),
  );
  const complaints: string[] = [];
  const emit = broadcast([reporter], secrets, (message) => complaints.push(message));
  for (const event of events) emit(event);
  expect(complaints).toEqual([]);
  return text;
}

test('what hosts say is text, and only the script of the page itself may run', () => {
  const hostile = `</pre><script>alert(1)</script>"' onload='x' \u001b[31m\u202e\ud800`;
  const page = written(htmlReport, eventsOf({ one: [content('', hostile)] }));
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toContain('\u001b');
  expect(page).toContain('&lt;script&gt;alert(1)');
  expect(page).toContain(String.raw`\x1b[31m\u202e`);
  const script = /<script>(.*)<\/script>/s.exec(page)?.[1] ?? '';
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
  expect(page).toContain(`content="${policy.replaceAll("'", '&#39;')}"`);
  expect(page).not.toMatch(/(?:src|href)="(?!#)/);
});

test('hosts with the same change share an entry', () => {
  const page = written(
    htmlReport,
    eventsOf({ one: [content('a\n', 'b\n')], two: [content('a\n', 'b\n')], three: [content('a\n', 'c\n')] }),
  );
  expect(page.match(/<summary><b>task 1/g)).toHaveLength(2);
  expect(page).toContain('one, two');
});

test('secrets are masked', () => {
  const secrets = new Secrets();
  secrets.add('hunter2-hunter2');
  const page = written(htmlReport, eventsOf({ one: [content('', 'password hunter2-hunter2\n')] }), secrets);
  expect(page).not.toContain('hunter2');
  expect(page).toContain('password ***');
});

test('five hundred hosts make a page that a browser can bear', () => {
  const outcomes: readonly Outcome[] = Array.from({ length: 50 }, (_, index) =>
    index % 25 === 0 ? content('a\n', `line ${index}\n`) : { status: 'ok', verified: true },
  );
  const hosts = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`host${index}`, outcomes]));
  const page = written(htmlReport, eventsOf(hosts));
  expect(page.match(/<summary><b>task/g)).toHaveLength(2);
  expect(page.length).toBeLessThan(1_500_000);
});

test('shows the design beside the run, and drift over time', () => {
  let text = '';
  const around = {
    history: [{ at: '2026-11-26T03:00:00.000Z', hosts: { one: 0, two: null, gone: 3 } }],
    design: {
      seen: ['one', 'two'],
      picture: '<svg class="topology"></svg>',
      findings: [
        { id: 'T4', severity: 'HIGH', title: 'one <way> in', evidence: [], reasoning: 'r', remedy: 'm' },
        {
          id: 'E1',
          severity: 'LOW',
          title: 'open',
          evidence: [],
          reasoning: 'r',
          remedy: 'm',
          waived: 'until 2027: so',
        },
      ],
    },
  } as const;
  const reporter = htmlReport(
    about,
    () => 1_790_000_000_000,
    (all) => (text += all),
    around,
  );
  for (const event of eventsOf({ one: [], two: [] }, 'verify')) reporter.on(event);
  expect(text).toContain('<figure><svg class="topology"></svg></figure>');
  expect(text).toContain('one &lt;way&gt; in');
  expect(text).toContain('waived until 2027: so');
  const rows = [...text.matchAll(/<tr data-host="(\w+)">\s*<td>\w+<\/td>\s*((?:<td[^>]*>[\d!]?<\/td>)+)\s*<\/tr>/g)];
  expect(rows.map(([, host, cells = '']) => `${host} ${cells.replaceAll(/<[^>]*>/g, ' ').trim()}`)).toEqual([
    'one 0  0',
    'two 0  !',
    'gone 3',
  ]);
});

test('JUnit calls drift a failure, and a skipped task skipped', () => {
  const drift: Outcome = {
    status: 'would-change',
    changes: [{ attribute: 'mode', from: '0644', to: '0600' }],
    assuming: false,
    verified: true,
  };
  const xml = written(
    junitReport,
    eventsOf({ 'a&b': [drift, { status: 'skipped', why: 'x < 1 is false' }] }, 'verify'),
  );
  expect(xml).toContain('<testsuite name="a&amp;b" tests="2" failures="1"');
  expect(xml).toContain('<failure type="drift" message="differs from the playbook">mode: 0644 → 0600</failure>');
  expect(xml).toContain('<skipped message="x &lt; 1 is false" />');
});
