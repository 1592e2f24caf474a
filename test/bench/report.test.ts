import { expect, test } from '@jest/globals';
import { replaceBetween } from './replace-between.ts';
import { report } from './report.ts';
import type { BenchResult, BenchResults } from './results.ts';

const result = (tool: string, wall: number, more: Partial<BenchResult> = {}): BenchResult => ({
  ...{ tool, phase: 'converged', hosts: 10, latency_ms: 0, rounds: 3, raw: [] },
  ...{ wall_ms: wall, controller_cpu_ms: 250, controller_peak_kb: 51_200, host_cpu_ms: 12_345, bytes: 54_321 },
  ...{ round_trips: null, ...more },
});

const results: BenchResults = {
  started: '2026-11-27T08:01:02.345Z',
  finished: '2026-11-27T09:10:11.000Z',
  machine: { processors: 2, model: 'a processor', memory_mb: 16_384, system: 'Linux 6.1', node: 'v20.19.0' },
  versions: { rackwright: '0.1.0', floor: 'OpenSSH_9.2', ansible: '2.14' },
  missing: ['pyinfra'],
  tasks: 50,
  results: [
    result('rackwright', 500, { round_trips: 1, rounds: 5 }),
    result('floor', 250, { rounds: 5 }),
    result('ansible', 20_000),
    result('floor', 900, { latency_ms: 100 }),
  ],
};

test('a report says from where its numbers come, what was missing, and how tools compare', () => {
  expect(report(results))
    .toBe(`Measured from 2026-11-27 08:01 UTC to 2026-11-27 09:10 UTC with 50 tasks on 2 processors (a processor), 16 GiB, Linux 6.1, Node v20.19.0.

- rackwright: 0.1.0
- floor: OpenSSH_9.2
- ansible: 2.14
- **pyinfra: not found here, so not measured**

### 10 hosts

| phase, tool           |         wall s | ÷ floor | ÷ rackwright | controller CPU s | peak MB | hosts CPU s |  kB | round trips | rounds |
| --------------------- | -------------: | ------: | -----------: | ---------------: | ------: | ----------: | --: | ----------: | -----: |
| converged, rackwright |           0.50 |    2.00 |              |             0.25 |      50 |        12.3 |  54 |           1 |      5 |
| converged, floor      |           0.25 |         |         0.50 |             0.25 |      50 |        12.3 |  54 |           – |      5 |
| converged, ansible    |           20.0 |      80 |           40 |             0.25 |      50 |        12.3 |  54 |           – |      3 |
| converged, pyinfra    | not found here |         |              |                  |         |             |     |             |        |

### 10 hosts, 100 ms added to every round trip

| phase, tool        |         wall s | ÷ floor | ÷ rackwright | controller CPU s | peak MB | hosts CPU s |  kB | round trips | rounds |
| ------------------ | -------------: | ------: | -----------: | ---------------: | ------: | ----------: | --: | ----------: | -----: |
| converged, floor   |           0.90 |         |            – |             0.25 |      50 |        12.3 |  54 |           – |      3 |
| converged, pyinfra | not found here |         |              |                  |         |             |     |             |        |`);
});

test('generated text replaces what was between its marks and nothing else', () => {
  const page = 'before\n<!-- a -->\nold\n<!-- b -->\nafter\n';
  const once = replaceBetween(page, '<!-- a -->', '<!-- b -->', 'new');
  expect(once).toBe('before\n<!-- a -->\n\nnew\n\n<!-- b -->\nafter\n');
  expect(replaceBetween(once, '<!-- a -->', '<!-- b -->', 'new')).toBe(once);
  expect(() => replaceBetween('nothing', '<!-- a -->', '<!-- b -->', 'new')).toThrow('the page has no');
});
