import { expect, test } from '@jest/globals';
import { hidden } from '../../src/engine/hidden.ts';
import type { Outcome } from '../../src/reporter.ts';

const changes = [{ attribute: 'content', from: { text: 'hunter1' }, to: { text: 'hunter2' } }] as const;
const nothingOf = [{ attribute: 'content', from: null, to: null, sensitive: true }];

test.each<[Outcome, unknown]>([
  [
    { status: 'ok', verified: true, message: 'hunter2' },
    { status: 'ok', verified: true },
  ],
  [
    { status: 'skipped', why: 'a is false' },
    { status: 'skipped', why: 'a is false' },
  ],
  [
    { status: 'changed', changes, verified: true, message: 'hunter2' },
    { status: 'changed', changes: nothingOf, verified: true },
  ],
  [
    { status: 'would-change', changes, assuming: true, verified: true },
    { status: 'would-change', changes: nothingOf, assuming: true, verified: true },
  ],
  [
    {
      status: 'failed',
      failure: { code: 'command-failed', message: 'hunter2', exitCode: 3, stderr: 'hunter2', command: 'hunter2' },
      ignored: true,
    },
    {
      status: 'failed',
      failure: { code: 'command-failed', message: 'the details are hidden by no_log', exitCode: 3 },
      ignored: true,
    },
  ],
  [
    { status: 'unreachable', failure: { code: 'unreachable', message: 'hunter2' } },
    { status: 'unreachable', failure: { code: 'unreachable', message: 'the details are hidden by no_log' } },
  ],
])('of a task with no_log only what happened is shown: %j', (outcome, shown) => {
  expect(hidden(outcome)).toEqual(shown);
  expect(JSON.stringify(hidden(outcome))).not.toContain('hunter');
});
