import { describe, expect, test } from '@jest/globals';
import { runInWorld, story } from '../support/run-in-world.ts';
import type { WorldRun, WorldSettings } from '../support/run-in-world.ts';

/** A play of one host without facts. */
function playOf(...tasks: readonly string[]): string {
  return `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks.map((task) => `    - ${task}\n`).join('')}`;
}

async function outcomes(settings: WorldSettings, ...tasks: readonly string[]): Promise<readonly string[]> {
  return story((await runInWorld(playOf(...tasks), settings)).events);
}

function flights({ summary }: WorldRun): number {
  return summary.hosts[0]?.traffic[0]?.roundTrips ?? -1;
}

const many = (count: number, value: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `cell: {key: k${index}, value: "${value}"}`);

describe('round trips', () => {
  test('a play that is converged takes one, however many tasks it has', async () => {
    const cells = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, '1']));
    expect(flights(await runInWorld(playOf(...many(200, '1')), { cells }))).toBe(1);
  });

  test('a change adds one: its steps, its proof and what comes next travel together', async () => {
    expect(flights(await runInWorld(playOf(...many(12, '1'))))).toBe(1 + 12);
  });

  test('one change in a long play adds one, wherever it stands', async () => {
    const cells = Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`k${index}`, index === 7 ? '0' : '1']));
    const { worlds, ...end } = await runInWorld(playOf(...many(32, '1')), { cells });
    expect(worlds.get('h1')?.reads.map((keys) => keys.length)).toEqual([32, 1 + 24]);
    expect(flights({ worlds, ...end })).toBe(2);
  });

  test('after a change nothing is read past what will change, too', async () => {
    const cells = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`k${index}`, index % 4 === 0 ? '0' : '1']),
    );
    const { worlds } = await runInWorld(playOf(...many(9, '1')), { cells });
    expect(worlds.get('h1')?.reads.map((keys) => keys.length)).toEqual([9, 1 + 4, 1 + 4, 1]);
  });

  test('a plan takes one, too, although everything would change', async () => {
    expect(flights(await runInWorld(playOf(...many(20, '1')), { mode: 'plan' }))).toBe(1);
  });

  test('nothing is read past an action that runs for sure', async () => {
    const { worlds } = await runInWorld(playOf('poke: {key: a, value: "1"}', 'cell: {key: a, value: "1"}'));
    expect(worlds.get('h1')?.reads).toEqual([['a']]);
  });

  test('an action that its guard holds back stops nobody', async () => {
    const tasks = ['poke: {key: a, value: "1", guarded: true}', 'cell: {key: b, value: "1"}'];
    const end = await runInWorld(playOf(...tasks), { cells: { a: '1', b: '1' } });
    expect(end.worlds.get('h1')?.reads).toEqual([['a', 'b']]);
  });
});

describe('what was read ahead', () => {
  test('is dropped when something is written', async () => {
    // Writing `a` changes `b` on this host.
    const tasks = ['cell: {key: a, value: "2"}', 'cell: {key: b, value: "1"}'];
    const { worlds } = await runInWorld(playOf(...tasks), { cells: { a: '1', b: '1' } });
    expect(worlds.get('h1')?.writes).toEqual(['a=2', 'b=1']);
  });

  test('fails nobody before its own turn', async () => {
    // Writing `e` repairs `d`.
    const cells = { a: '1', d: 'unreadable', e: '0' };
    const tasks = ['cell: {key: a, value: "1"}', 'cell: {key: e, value: "1"}', 'cell: {key: d, value: "1"}'];
    expect(await outcomes({ cells }, ...tasks)).toEqual(['h1 cell a: ok', 'h1 cell e: changed 0→1', 'h1 cell d: ok']);
  });

  test('does not spoil the proof that travels with it', async () => {
    const cells = { a: '0', d: 'unreadable' };
    expect(await outcomes({ cells }, 'cell: {key: a, value: "1"}', 'cell: {key: d, value: "1"}')).toEqual([
      'h1 cell a: changed 0→1',
      'h1 cell d: failed (reading cell ended with status 1)',
      'h1 lost: failed, 0 tasks left, owes []',
    ]);
  });

  test('opens no connection any more when the run has ended', async () => {
    const { events } = await runInWorld(playOf("cell: {key: a, value: '{{ nowhere }}'}", 'cell: {key: b, value: "1"}'));
    expect(events.at(-1)?.type).toBe('run.finished');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(events.at(-1)?.type).toBe('run.finished');
  });
});

describe('the outcome of a task', () => {
  test('is a failure when the host shows the old state after the change', async () => {
    const reads = ['poke: {key: c, value: "2"}', 'cell: {key: d, value: "1"}'];
    expect((await outcomes({}, ...reads)).slice(1)).toEqual([
      'h1 cell d: failed (it is cursed)',
      'h1 lost: failed, 0 tasks left, owes []',
    ]);
  });

  test('is a failure when a step fails, and the tasks behind it are left', async () => {
    expect(
      await outcomes({}, '{name: one, cell: {key: a, value: "1", fails: true}}', 'cell: {key: b, value: "1"}'),
    ).toEqual(['h1 one: failed (could not write a: exit status 1)', 'h1 lost: failed, 1 tasks left, owes []']);
  });

  test('may be ignored, and what is registered says that it failed', async () => {
    const tasks = [
      '{cell: {key: a, value: "1", fails: true}, ignore_errors: true, register: r}',
      '{cell: {key: b, value: "1"}, when: r is failed}',
      '{cell: {key: b, value: "2"}, when: r is success}',
    ];
    expect(await outcomes({}, ...tasks)).toEqual([
      'h1 cell a: failed (could not write a: exit status 1), ignored',
      'h1 cell b: changed →1',
      'h1 cell b: skipped (r is success is false)',
    ]);
  });

  test('of a loop: all items are done although one fails, then the task has failed', async () => {
    const tasks = [
      '{cell: {key: "{{ item }}", value: "1", fails: "{{ default bad false }}"}, loop: [a, d, e], vars: {bad: false}}',
      'cell: {key: b, value: "1"}',
    ];
    expect(await outcomes({ cells: { a: '1', d: 'cursed', e: '1' } }, ...tasks)).toEqual([
      'h1 cell a [a]: ok',
      'h1 cell d [d]: failed (it is cursed)',
      'h1 cell e [e]: ok',
      'h1 lost: failed, 1 tasks left, owes []',
    ]);
  });

  test('of a loop over nothing is skipped', async () => {
    expect(await outcomes({}, '{cell: {key: "{{ item }}", value: "1"}, loop: []}')).toEqual([
      'h1 cell {{ item }}: skipped (there is nothing to loop over)',
    ]);
  });

  test('of a loop over what is no list is a failure, but not when the condition keeps it away', async () => {
    expect((await outcomes({}, '{cell: {key: a}, loop: x, vars: {x: 5}}'))[0]).toBe(
      'h1 cell a: failed (a loop needs a list)',
    );
    expect(await outcomes({}, '{cell: {key: a}, loop: x, vars: {x: 5}, when: x == 6}')).toEqual([
      'h1 cell a: skipped (x == 6 is false)',
    ]);
  });

  test('hides everything under no_log', async () => {
    const { events } = await runInWorld(
      playOf(
        '{cell: {key: a, value: hidden-1}, no_log: true, loop: [hidden-2]}',
        '{cell: {key: b, value: hidden-3, fails: true}, no_log: true}',
      ),
    );
    expect(JSON.stringify(events)).not.toContain('hidden-');
    expect(story(events)[0]).toBe('h1 cell [(hidden)]: changed null→null');
  });

  test('is a name rendered with what the host knows at that time', async () => {
    const tasks = ['{peek: {key: a}, register: r}', '{name: "after {{ r.value }}", cell: {key: b, value: "1"}}'];
    expect(await outcomes({ cells: { a: 'x', b: '1' } }, ...tasks)).toEqual(['h1 peek a: ok', 'h1 after x: ok']);
  });
});

describe('register', () => {
  test('of a loop gives the results of its items in order', async () => {
    const tasks = [
      '{peek: {key: "{{ item }}"}, loop: [a, b], register: r}',
      '{name: "{{ r.results.0.value }}{{ r.results.1.value }} {{ r.changed }} {{ r.skipped }}", cell: {key: e}}',
    ];
    expect((await outcomes({ cells: { a: 'x', b: 'y', e: '' } }, ...tasks))[2]).toBe('h1 xy false false: ok');
  });

  test('of a skipped task says so', async () => {
    const tasks = ['{peek: {key: a}, when: 1 == 2, register: r}', '{cell: {key: e}, when: r is skipped}'];
    expect((await outcomes({}, ...tasks))[1]).toBe('h1 cell e: ok');
  });

  test('in a plan: what depends on a result that only a run would know is said to be unknown', async () => {
    const tasks = [
      '{peek: {key: a}, register: r}',
      'cell: {key: b, value: "{{ r.value }}"}',
      'cell: {key: e, value: "1"}',
    ];
    const said = await outcomes({ mode: 'plan' }, ...tasks);
    expect(said[0]).toBe('h1 peek a: would-change');
    expect(said[2]).toBe('h1 cell e: would-change →1');
    expect(said[1]).toMatch(/^h1 cell b: (skipped|would-change)/);
  });
});

describe('actions', () => {
  test('changed_when and failed_when judge them by their result', async () => {
    const tasks = [
      '{poke: {key: a, value: "1"}, changed_when: false}',
      '{poke: {key: a, value: "1", fails: true}, register: r, failed_when: r.rc > 1}',
      '{poke: {key: a, value: "1"}, register: r, failed_when: "r.value == \'1\'"}',
    ];
    expect(await outcomes({}, ...tasks)).toEqual([
      'h1 poke a: ok',
      'h1 poke a: changed',
      'h1 poke a: failed (failed_when holds)',
      'h1 lost: failed, 0 tasks left, owes []',
    ]);
  });

  test('until repeats them, at most as often as retries says', async () => {
    const until = '{poke: {key: a, value: "1"}, register: r, until: "r.value == \'2\'", retries: 2, delay: 0}';
    const { events, worlds } = await runInWorld(playOf(until));
    expect(worlds.get('h1')?.writes).toEqual(['a=1', 'a=1', 'a=1']);
    expect(story(events)[0]).toBe('h1 poke a: failed (`until` did not hold after 3 tries)');
  });

  test('until is content with the first result that holds', async () => {
    const { worlds } = await runInWorld(
      playOf('{poke: {key: a, value: "1"}, register: r, until: r is success, retries: 5, delay: 0}'),
    );
    expect(worlds.get('h1')?.writes).toEqual(['a=1']);
  });

  test('that are not needed say why and notify nobody', async () => {
    const text = `${playOf('{poke: {key: a, value: "1", guarded: true}, notify: h}')}  handlers:\n    - {name: h, cell: {key: b, value: "1"}}\n`;
    const { events } = await runInWorld(text, { cells: { a: '1' } });
    expect(story(events)).toEqual(['h1 poke a: ok']);
  });
});
