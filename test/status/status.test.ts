import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { painter } from '../../src/diagnostics/paint.ts';
import { askScript } from '../../src/status/ask-script.ts';
import { fleetOf } from '../../src/status/fleet.ts';
import { questions } from '../../src/status/questions.ts';
import { readAnswers } from '../../src/status/read-answers.ts';
import { showFleet } from '../../src/status/show-fleet.ts';

type Labelled = readonly [labels: Readonly<Record<string, string>>, value: string];

/** What a Prometheus of a small site would answer, by question. */
const known: Readonly<Partial<Record<keyof typeof questions, readonly Labelled[]>>> = {
  hosts: [
    [{ instance: 'web2' }, '0'],
    [{ instance: 'web1' }, '1'],
    [{ instance: 'db1' }, '1'],
    [{ instance: 'db2' }, '1'],
  ],
  cpu: [[{ instance: 'web1' }, '0.25']],
  memory: [[{ instance: 'web1' }, '0.5']],
  disk: [[{ instance: 'web1' }, '0.333']],
  web: [[{ instance: 'web1' }, '120.4']],
  errors: [[{}, '0.002']],
  slowest: [[{}, 'NaN']],
  servers: [
    [{ proxy: 'app' }, '2'],
    [{ proxy: '\u001b[2J' }, '1'],
  ],
  serversUp: [[{ proxy: 'app' }, '1']],
  readOnly: [
    [{ instance: 'db1', cluster: 'main' }, '0'],
    [{ instance: 'db2', cluster: 'main' }, '1'],
  ],
  applies: [[{ instance: 'db2' }, '1']],
  receives: [[{ instance: 'db2' }, '0']],
  certificates: [[{ target: 'https://web1.rack.test/\u001b]0;' }, '2.5']],
};

const alerts = [
  alert('WebQpsHigh', 'warning', 'web1 serves much'),
  alert('Watchdog', 'none', 'Alerts arrive'),
  alert('HostDown', 'critical', 'web2 \u001b[2J does not answer'),
];

function alert(alertname: string, severity: string, summary: string) {
  return { labels: { alertname, severity }, annotations: { summary }, startsAt: '2026-01-01T00:00:00Z' };
}

const asked: string[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => void chunks.push(chunk));
  request.on('end', () => {
    if (request.url?.startsWith('/api/v2/alerts') === true) return void response.end(JSON.stringify(alerts));
    const query = new URLSearchParams(Buffer.concat(chunks).toString()).get('query') ?? '';
    asked.push(query);
    const name = Object.keys(questions).find((key) => questions[key as keyof typeof questions] === query) ?? '';
    const samples = known[name as keyof typeof questions] ?? [];
    const result = samples.map(([metric, value]) => ({ metric, value: [1, value] }));
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }));
  });
});
let base: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

describe('what a collector is asked in one request, by a real shell and curl', () => {
  test('is shown for people, host by host, worst alerts first', async () => {
    const { code, stdout } = await run(base);
    expect([code, asked.length]).toEqual([0, Object.keys(questions).length]);
    const fleet = fleetOf(readAnswers(stdout));
    expect(showFleet(fleet, painter('none'), new Date('2026-01-01T00:05:30Z'))).toBe(
      [
        'hosts',
        '  db1              cpu    ?  memory    ?  disk    ?',
        '  db2              cpu    ?  memory    ?  disk    ?',
        '  web1             cpu  25%  memory  50%  disk  33%  120 req/s',
        '  web2             does not answer',
        '',
        'web',
        '  120 req/s, 0.20 % fail',
        '',
        'load balancer',
        String.raw`  \x1b[2J          0 of 1 servers`,
        '  app              1 of 2 servers',
        '',
        'databases',
        '  db1              writer, of main',
        '  db2              replica, of main, replication stands still',
        '',
        'certificates',
        String.raw`  https://web1.rack.test/\x1b]0;   2 days left`,
        '',
        'alerts',
        String.raw`  critical HostDown: web2 \x1b[2J does not answer, for 5 min`,
        '  warning  WebQpsHigh: web1 serves much, for 5 min',
        '',
      ].join('\n'),
    );
  });

  test('a lag that is not known is not 0', () => {
    const samples = (question: string): readonly { labels: Record<string, string>; value: number }[] =>
      ({ readOnly: [{ labels: { instance: 'db2' }, value: 1 }], applies: [{ labels: { instance: 'db2' }, value: 1 }] })[
        question
      ] ?? [];
    expect(fleetOf({ samples, alerts: [] }).databases).toEqual([
      { name: 'db2', cluster: '', role: 'replica', replicates: false },
    ]);
  });

  test('a Prometheus that is not there is told by the status of curl', async () => {
    const { code } = await run('http://127.0.0.1:1');
    expect(code).not.toBe(0);
  });

  test.each(['', 'alerts\n{}\n', 'alerts\nnot JSON\n'])('an answer of another form is refused: %j', (text) => {
    expect(() => readAnswers(text)).toThrow();
  });
});

function run(place: string): Promise<{ readonly code: number; readonly stdout: string }> {
  return new Promise((resolve) => {
    const { text } = askScript({ prometheus: place, alertmanager: place });
    execFile('dash', ['-c', text], (error, stdout) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout });
    });
  });
}
