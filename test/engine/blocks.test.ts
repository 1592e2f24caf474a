import { describe, expect, test } from '@jest/globals';
import { runInWorld, story } from '../support/run-in-world.ts';
import type { WorldSettings } from '../support/run-in-world.ts';

/** A play of one host without facts, given by its tasks. */
function playOf(tasks: string): string {
  return `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks.replace(/^(?=.)/gm, '    ')}`;
}

async function told(tasks: string, settings: WorldSettings = {}): Promise<readonly string[]> {
  return story((await runInWorld(playOf(tasks), settings)).events);
}

const fails = 'cell: {key: f, value: "1", fails: true}';
const why = '(could not write f: exit status 1)';

const guarded = `
- block:
    - cell: {key: x, value: "1"}
    - ${fails}
    - cell: {key: never, value: "1"}
  rescue:
    - cell: {key: rescue, value: "1"}
  always:
    - cell: {key: always, value: "1"}
- cell: {key: behind, value: "1"}
`;

describe('a block with a rescue', () => {
  test('goes on behind it when the rescue succeeds', async () => {
    const { events, summary } = await runInWorld(playOf(guarded));
    expect(story(events)).toEqual([
      'h1 cell x: changed →1',
      `h1 cell f: failed ${why}`,
      'h1 cell rescue: changed →1',
      'h1 cell always: changed →1',
      'h1 cell behind: changed →1',
    ]);
    expect(summary.hosts[0]).toMatchObject({ state: 'ok', counts: { failed: 0, rescued: 1, changed: 4 } });
  });

  test('passes the rescue by when nothing fails, in one window', async () => {
    const tasks = guarded.replace(', fails: true', '');
    const cells = Object.fromEntries(['x', 'f', 'never', 'always', 'behind'].map((key) => [key, '1']));
    const { worlds, summary } = await runInWorld(playOf(tasks), { cells });
    expect(worlds.get('h1')?.reads).toEqual([['x', 'f', 'never', 'always', 'behind']]);
    expect(summary.hosts[0]?.traffic[0]?.roundTrips).toBe(1);
  });

  test('fails the host when the rescue fails, after what is always done', async () => {
    const tasks = guarded.replace('cell: {key: rescue, value: "1"}', 'cell: {key: g, value: "1", fails: true}');
    expect(await told(tasks)).toEqual([
      'h1 cell x: changed →1',
      `h1 cell f: failed ${why}`,
      'h1 cell g: failed (could not write g: exit status 1)',
      'h1 cell always: changed →1',
      'h1 lost: failed, 1 tasks left, owes []',
    ]);
  });

  test('says to the rescue what failed', async () => {
    const tasks = `
- block:
    - name: the bad one
      poke: {key: f, value: "7", fails: true}
  rescue:
    - debug: {msg: "{{ ansible_failed_task.name }} {{ ansible_failed_task.action }} {{ ansible_failed_result.rc }}"}
`;
    const { events } = await runInWorld(playOf(tasks));
    expect(events).toContainEqual(
      expect.objectContaining({ outcome: expect.objectContaining({ message: 'the bad one poke 1' }) as unknown }),
    );
  });

  test('catches a failure that touches nothing, such as an assertion', async () => {
    const tasks = `
- block:
    - assert: {that: ["false"]}
    - cell: {key: x, value: "1"}
  rescue:
    - cell: {key: z, value: "1"}
`;
    const lines = await told(tasks, { cells: { x: '1', z: '1' } });
    expect(lines.slice(1)).toEqual(['h1 cell z: ok']);
  });

  test('is not entered for a failure that is ignored', async () => {
    const tasks = `
- block:
    - ${fails}
      ignore_errors: true
    - cell: {key: x, value: "1"}
  rescue:
    - cell: {key: z, value: "1"}
`;
    expect(await told(tasks)).toEqual([`h1 cell f: failed ${why}, ignored`, 'h1 cell x: changed →1']);
  });

  test('finishes the items of a loop first', async () => {
    const tasks = `
- block:
    - cell: {key: "{{ item }}", value: "1", fails: "{{ eq item 'f' }}"}
      loop: [f, x]
  rescue:
    - cell: {key: z, value: "{{ length ansible_failed_result.results }}"}
`;
    expect(await told(tasks)).toEqual([
      `h1 cell f [f]: failed ${why}`,
      'h1 cell x [x]: changed →1',
      'h1 cell z: changed →2',
    ]);
  });

  test('is not for an unreachable host, and neither is what is always done', async () => {
    const lines = await told(guarded, { world: () => ({ diesAfter: 3 }) });
    expect(lines).toEqual([
      'h1 cell x: changed →1',
      'h1 cell f: unreachable (the line was cut)',
      'h1 lost: unreachable, 3 tasks left, owes []',
    ]);
  });

  test('does not begin what is always done after an interruption', async () => {
    const stop = new AbortController();
    const onEvent = (event: { readonly type: string }): void => {
      if (event.type === 'task.finished') stop.abort();
    };
    expect(await told(guarded, { stop, onEvent })).toEqual([
      'h1 cell x: changed →1',
      'h1 lost: stopped, 4 tasks left, owes []',
    ]);
  });
});

test('a block without a rescue does what is always done and fails then', async () => {
  const tasks = `
- block:
    - block:
        - ${fails}
      always:
        - cell: {key: inner, value: "1"}
    - cell: {key: never, value: "1"}
  always:
    - cell: {key: outer, value: "1"}
- cell: {key: behind, value: "1"}
`;
  expect(await told(tasks)).toEqual([
    `h1 cell f: failed ${why}`,
    'h1 cell inner: changed →1',
    'h1 cell outer: changed →1',
    'h1 lost: failed, 1 tasks left, owes []',
  ]);
});

describe('a plan', () => {
  test('does not foretell a rescue', async () => {
    expect(await told(guarded, { mode: 'plan' })).toEqual([
      'h1 cell x: would-change →1',
      'h1 cell f: would-change →1',
      'h1 cell never: would-change →1',
      'h1 cell rescue: skipped (only a run can tell whether something in its block fails)',
      'h1 cell always: would-change →1',
      'h1 cell behind: would-change →1',
    ]);
  });

  test('follows a failure that it meets itself', async () => {
    const tasks = `
- block:
    - assert: {that: ["false"], msg: nope}
    - cell: {key: x, value: "1"}
  rescue:
    - cell: {key: z, value: "1"}
`;
    expect((await told(tasks, { mode: 'plan' })).slice(1)).toEqual(['h1 cell z: would-change →1']);
  });
});
