import { describe, expect, test } from '@jest/globals';
import { runInWorld, story } from '../support/run-in-world.ts';
import type { WorldSettings } from '../support/run-in-world.ts';

function playOf(...tasks: readonly string[]): string {
  return `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks.map((task) => `    - ${task}\n`).join('')}`;
}

/** Runs tasks whose waits are when something happens on the host. */
async function told(
  tasks: readonly string[],
  onSleep: (cells: Map<string, string>) => void,
  settings: WorldSettings = {},
) {
  const cells = new Map<string, string>();
  const slept: number[] = [];
  const sleep = (milliseconds: number): Promise<void> => {
    slept.push(milliseconds);
    onSleep(cells);
    return Promise.resolve();
  };
  const { events, worlds } = await runInWorld(playOf(...tasks), { world: () => ({ cells }), sleep, ...settings });
  return { lines: story(events), slept, worlds };
}

describe('retries', () => {
  test('without until repeat a resource while it fails, reading it afresh', async () => {
    let waits = 0;
    const cells = new Map([['d', 'unreadable']]);
    const { lines, slept } = await told(
      [
        'cell: {key: d, value: "1"}\n      retries: 5\n      delay: 2\n      register: r',
        'debug: {msg: "{{ r.attempts }}"}',
      ],
      () => void cells.set('d', (waits += 1) < 2 ? 'unreadable' : '0'),
      { world: () => ({ cells }) },
    );
    expect(slept).toEqual([2000, 2000]);
    expect(lines).toEqual(['h1 cell d: changed 0→1', 'h1 debug 3: ok']);
  });

  test('of a resource may wait for a condition on its result', async () => {
    const { lines } = await told(
      ['cell: {key: x, value: "1"}\n      register: r\n      until: r is success\n      retries: 2'],
      () => undefined,
    );
    expect(lines).toEqual(['h1 cell x: changed →1']);
  });

  test('give up with what went wrong at last', async () => {
    const { lines, worlds } = await told(
      ['cell: {key: f, value: "1", fails: true}\n      retries: 2', 'cell: {key: x, value: "1"}'],
      () => undefined,
    );
    expect(lines[0]).toBe('h1 cell f: failed (could not write f: exit status 1)');
    expect(worlds.get('h1')?.reads.length).toBeGreaterThan(2);
  });

  test('do not use what was read ahead before the last try', async () => {
    // `a` is written in the first try, which fails to be proven; that changes `b` behind the back of what was read.
    const cells = new Map([['b', '1']]);
    const { worlds } = await told(
      [
        'poke: {key: a, value: "1"}\n      register: r\n      until: false\n      retries: 1\n      ignore_errors: true',
        'cell: {key: b, value: "1"}',
      ],
      () => undefined,
      { world: () => ({ cells }) },
    );
    expect(worlds.get('h1')?.writes).toEqual(['a=1', 'a=1', 'b=1']);
  });

  test('are none in a plan', async () => {
    const { lines, slept } = await told(['cell: {key: x, value: "1"}\n      retries: 3'], () => undefined, {
      mode: 'plan',
    });
    expect({ lines, slept }).toEqual({ lines: ['h1 cell x: would-change →1'], slept: [] });
  });
});

describe('loop_control', () => {
  test('pause waits between items, and reads each at its turn', async () => {
    const tasks = ['cell: {key: "{{ item }}", value: "1"}\n      loop: [a, b, c]\n      loop_control: {pause: 3}'];
    const { slept, worlds } = await told(tasks, (cells) => void cells.set('c', '1'));
    expect(slept).toEqual([3000, 3000]);
    expect(worlds.get('h1')?.writes).toEqual(['a=1', 'b=1']);
  });

  test('extended says where the item stands', async () => {
    const text =
      '{{ ansible_loop.index }}/{{ ansible_loop.length }} {{ ansible_loop.last }} {{ default ansible_loop.previtem "-" }}';
    const { lines } = await told(
      [`debug: {msg: '${text}'}\n      loop: [p, q]\n      loop_control: {extended: true}\n      name: '${text}'`],
      () => undefined,
    );
    expect(lines).toEqual(['h1 1/2 false - [p]: ok', 'h1 2/2 true p [q]: ok']);
  });
});

describe('ignore_unreachable', () => {
  test('reads anew what was read ahead over the connection that died', async () => {
    // It dies over the proof, with which the next task's reading travels.
    const { events } = await runInWorld(
      playOf('cell: {key: x, value: "1"}\n      ignore_unreachable: true', 'cell: {key: k, value: "1"}'),
      { world: () => ({ diesAfter: 2, cells: new Map([['k', '1']]) }) },
    );
    expect(story(events)).toEqual(['h1 cell x: unreachable (the line was cut)', 'h1 cell k: ok']);
  });

  test('goes on with the next task over a new connection', async () => {
    let answers = 0;
    const world = (host: string) => (host === 'h1' ? { diesAfter: 1 } : {});
    const { events, summary } = await runInWorld(
      playOf(
        'cell: {key: x, value: "1"}\n      ignore_unreachable: true\n      register: r',
        'debug: {msg: "{{ r.unreachable }}"}',
      ),
      { world, onEvent: (event) => void (answers += event.type === 'host.connected' ? 1 : 0) },
    );
    expect(story(events)).toEqual(['h1 cell x: unreachable (the line was cut)', 'h1 debug true: ok']);
    expect(summary.hosts[0]).toMatchObject({ state: 'ok', counts: { unreachable: 0, ignored: 1 } });
    expect(answers).toBe(1);
  });
});
