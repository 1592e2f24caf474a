import { describe, expect, test } from '@jest/globals';
import type { RunEvent } from '../../src/reporter.ts';
import { runInWorld, story } from '../support/run-in-world.ts';
import type { WorldSettings } from '../support/run-in-world.ts';

function playOf(...tasks: readonly string[]): string {
  return `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks.map((task) => `    - ${task}\n`).join('')}`;
}

async function told(settings: WorldSettings, ...tasks: readonly string[]): Promise<readonly string[]> {
  return story((await runInWorld(playOf(...tasks), settings)).events);
}

const two = { hosts: ['h1', 'h2'], others: ['db'] };

describe('delegate_to', () => {
  test('reads and writes on another host, and registers for its own', async () => {
    const tasks = [
      'look: {key: x}\n      delegate_to: db\n      register: seen',
      'cell: {key: y1, value: "{{ seen.value }}"}',
      'cell: {key: z1, value: "2"}\n      delegate_to: "{{ concat \'d\' \'b\' }}"',
    ];
    const world = (host: string) => (host === 'db' ? { cells: new Map([['x', '7']]) } : {});
    const { events, worlds, summary } = await runInWorld(playOf(...tasks), { others: ['db'], world });
    expect(story(events)).toEqual(['h1 look x → db: ok', 'h1 cell y1: changed →7', 'h1 cell z1 → db: changed →2']);
    expect(worlds.get('db')?.writes).toEqual(['z1=2']);
    expect(worlds.get('h1')?.writes).toEqual(['y1=7']);
    expect(summary.hosts.map(({ host }) => host)).toEqual(['h1']);
  });

  test('lets only one host have its turn there, from its reading to its proof', async () => {
    const trace: string[] = [];
    const hosts = Array.from({ length: 5 }, (_, index) => `h${index}`);
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'task.started' || event.type === 'task.finished') trace.push(`${event.type} ${event.host}`);
    };
    const task = 'cell: {key: x, value: "{{ inventory_hostname }}"}\n      delegate_to: db';
    const { worlds, events } = await runInWorld(playOf(task), { hosts, others: ['db'], onEvent });
    // Each finds what the one before it wrote, and proves its own.
    expect(story(events)).toEqual(
      hosts.map((host, index) => `${host} cell x → db: changed ${index === 0 ? '' : `h${index - 1}`}→${host}`),
    );
    expect(worlds.get('db')?.writes).toEqual(hosts.map((host) => `x=${host}`));
    expect(worlds.get('db')?.reads).toHaveLength(10);
  });

  test('voids what the other host has read ahead of its own turns', async () => {
    // Writing `a` changes `b`, which h1 has read ahead as it should be; h1 is kept busy until then.
    const tasks = [
      'set_fact: {one: 1}',
      'pause: {seconds: 1}\n      when: inventory_hostname == "h1"',
      'cell: {key: b, value: "1"}\n      when: inventory_hostname == "h1"',
      'cell: {key: a, value: "2"}\n      when: inventory_hostname == "h2"\n      delegate_to: h1',
    ];
    let go: () => void = () => undefined;
    const written = new Promise<void>((resolve) => (go = resolve));
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'task.finished' && event.host === 'h2' && event.outcome.status === 'changed') go();
    };
    const sleep = async (): Promise<void> => await written;
    const { worlds } = await runInWorld(playOf(...tasks), {
      hosts: ['h1', 'h2'],
      cells: { a: '1', b: '1' },
      onEvent,
      sleep,
    });
    expect(worlds.get('h1')?.writes).toEqual(['a=2', 'b=1']);
  });

  test('to each item’s own host', async () => {
    const { worlds } = await runInWorld(
      playOf('cell: {key: x, value: "1"}\n      delegate_to: "{{ item }}"\n      loop: [h2, db]'),
      { hosts: ['h1'], others: ['h2', 'db'] },
    );
    expect([worlds.get('h2')?.writes, worlds.get('db')?.writes]).toEqual([['x=1'], ['x=1']]);
  });

  test('to nobody, when it is omitted, stays where it is', async () => {
    const { worlds } = await runInWorld(playOf('cell: {key: x, value: "1"}\n      delegate_to: "{{ omit }}"'), {
      others: ['db'],
    });
    expect(worlds.get('h1')?.writes).toEqual(['x=1']);
  });

  test('to a host that is not there fails the task and not the host’s connection', async () => {
    const lines = await told(
      { others: ['db'], world: (host) => (host === 'db' ? { diesAfter: 0 } : {}) },
      'cell: {key: x, value: "1"}\n      delegate_to: db\n      ignore_errors: true',
      'cell: {key: x, value: "1"}',
    );
    expect(lines).toEqual(['h1 cell x → db: failed (db: the line was cut), ignored', 'h1 cell x: changed →1']);
  });

  test('to a name that nobody has is a failure of the task', async () => {
    const [line] = await told({}, 'cell: {key: x, value: "1"}\n      delegate_to: "{{ concat \'d\' \'x\' }}"');
    expect(line).toBe('h1 cell x: failed (there is no host "dx" to delegate to)');
  });

  test('is not done in a plan, but read', async () => {
    const { events, worlds } = await runInWorld(playOf('cell: {key: x, value: "1"}\n      delegate_to: db'), {
      mode: 'plan',
      others: ['db'],
    });
    expect(story(events)).toEqual(['h1 cell x → db: would-change →1']);
    expect(worlds.get('db')?.writes).toEqual([]);
  });
});

describe('run_once', () => {
  test('is done by the first host, and the others get its result', async () => {
    const tasks = [
      'peek: {key: x}\n      run_once: true\n      register: seen',
      'set_fact: {word: "{{ seen.value }}!"}\n      run_once: true',
      'cell: {key: z1, value: "{{ word }}"}',
    ];
    const { events, worlds } = await runInWorld(playOf(...tasks), { ...two, cells: { x: '5' } });
    expect(story(events).filter((line) => line.includes('peek'))).toEqual([
      'h1 peek x: ok',
      'h2 peek x: skipped (h1 does it once for all)',
    ]);
    expect(worlds.get('h2')?.writes).toEqual(['z1=5!']);
  });

  test('fails all when it fails', async () => {
    const lines = await told(two, 'cell: {key: f, value: "1", fails: true}\n      run_once: true');
    expect(lines.filter((line) => line.includes('cell')).toSorted()).toEqual([
      'h1 cell f: failed (could not write f: exit status 1)',
      'h2 cell f: failed (it failed on h1, which does it for all)',
    ]);
  });

  test('is done by the next host when the first did not get that far', async () => {
    const tasks = [
      'assert: {that: ["inventory_hostname != \'h1\'"]}',
      'cell: {key: x, value: "1"}\n      run_once: true',
    ];
    const { worlds } = await runInWorld(playOf(...tasks), { hosts: ['h1', 'h2', 'h3'] });
    expect(['h1', 'h2', 'h3'].map((name) => worlds.get(name)?.writes)).toEqual([[], ['x=1'], []]);
  });

  test('waits for the first host even when there is but one place, and hosts are lost in it', async () => {
    const world = (host: string) => (host === 'h1' ? { diesAfter: 0 } : {});
    const lines = await told(
      { hosts: ['h1', 'h2'], forks: 1, world },
      'cell: {key: x, value: "1"}\n      run_once: true',
    );
    expect(lines.filter((line) => line.includes('cell'))).toEqual([
      'h1 cell x: unreachable (the line was cut)',
      'h2 cell x: failed (h1 was lost in it, which does it for all)',
    ]);
  });

  test('with a loop is done once for each item, and all get the list', async () => {
    const { worlds } = await runInWorld(
      playOf(
        'cell: {key: "{{ item }}", value: "1"}\n      loop: [p, q]\n      run_once: true\n      register: r',
        'cell: {key: count, value: "{{ length r.results }}"}',
      ),
      two,
    );
    expect(worlds.get('h1')?.writes).toEqual(['p=1', 'q=1', 'count=2']);
    expect(worlds.get('h2')?.writes).toEqual(['count=2']);
  });

  test('in a plan leaves unknown what only a run would know', async () => {
    const tasks = [
      'poke: {key: x, value: "1"}\n      run_once: true\n      register: r',
      'cell: {key: "{{ r.rc }}", value: "1"}',
    ];
    const lines = await told({ ...two, mode: 'plan' }, ...tasks);
    expect(lines.filter((line) => line.startsWith('h2'))).toEqual([
      'h2 poke x: skipped (h1 does it once for all)',
      'h2 cell {{ r.rc }}: skipped (it depends on the result of an action that a plan does not run)',
    ]);
  });
});

test('throttle lets no more hosts into a task than it says', async () => {
  let inside = 0;
  let most = 0;
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'task.started') inside += 1;
    if (event.type === 'task.finished') inside -= 1;
    most = Math.max(most, inside);
  };
  const hosts = Array.from({ length: 8 }, (_, index) => `h${index}`);
  const { summary } = await runInWorld(playOf('cell: {key: x, value: "1"}\n      throttle: 2'), { hosts, onEvent });
  expect(most).toBe(2);
  expect(summary.hosts.map(({ counts }) => counts.changed)).toEqual(hosts.map(() => 1));
});
