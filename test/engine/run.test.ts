import { describe, expect, test } from '@jest/globals';
import { exitCodeOf } from '../../src/cli/exit-code.ts';
import { runInWorld, story } from '../support/run-in-world.ts';
import type { WorldRun } from '../support/run-in-world.ts';

const hosts = ['h1', 'h2', 'h3', 'h4'];
const states = ({ summary }: WorldRun): Readonly<Record<string, string>> =>
  Object.fromEntries(summary.hosts.map(({ host, state }) => [host, state]));
const finishedOn = (end: WorldRun, host: string): number =>
  end.events.filter((event) => event.type === 'task.finished' && event.host === host).length;

const play = (keywords: string, ...tasks: readonly string[]): string =>
  `- hosts: all\n  gather_facts: false\n${keywords}  tasks:\n${tasks.map((task) => `    - ${task}\n`).join('')}`;
const one = 'cell: {key: a, value: "1"}';
const two = 'cell: {key: k, value: "1"}';

describe('hosts of a play', () => {
  test('go on when one of them fails; that one takes no part in later plays', async () => {
    const text = play('', one, two) + play('', 'cell: {key: l, value: "1"}');
    const world = (host: string) => (host === 'h2' ? { cells: new Map([['a', 'cursed']]) } : {});
    const end = await runInWorld(text, { hosts, world });
    expect(states(end)).toEqual({ h1: 'ok', h2: 'failed', h3: 'ok', h4: 'ok' });
    expect(hosts.map((host) => finishedOn(end, host))).toEqual([3, 1, 3, 3]);
    expect(exitCodeOf(end.summary, false)).toBe(1);
  });

  test('go on when one of them is lost in the middle, which is said with what is left', async () => {
    const world = (host: string) => (host === 'h2' ? { diesAfter: 2 } : {});
    const end = await runInWorld(
      play('', `{${one}, notify: h}`, two, two) + '  handlers: [{name: h, poke: {key: z}}]\n',
      { hosts, world },
    );
    expect(states(end)).toEqual({ h1: 'ok', h2: 'unreachable', h3: 'ok', h4: 'ok' });
    expect(story(end.events).filter((line) => line.startsWith('h2'))).toEqual([
      'h2 cell a: unreachable (the line was cut)',
      'h2 lost: unreachable, 2 tasks left, owes []',
    ]);
    expect(exitCodeOf(end.summary, false)).toBe(3);
  });

  test('that cannot be reached at all say so without a task', async () => {
    const end = await runInWorld(play('', one, two), { hosts: ['h1'], world: () => ({ diesAfter: 0 }) });
    expect(states(end)).toEqual({ h1: 'unreachable' });
    expect(story(end.events).at(-1)).toBe('h1 lost: unreachable, 1 tasks left, owes []');
  });

  test('come in batches with serial, and a batch waits for the one before', async () => {
    const end = await runInWorld(play('  serial: [1, 50%]\n', one), { hosts });
    const order = story(end.events).map((line) => line.split(' ')[0]);
    expect(order[0]).toBe('h1');
    expect(order.slice(1, 3).toSorted()).toEqual(['h2', 'h3']);
    expect(order[3]).toBe('h4');
  });

  test('are left as they are when a whole batch before them failed', async () => {
    const end = await runInWorld(play('  serial: 1\n', 'cell: {key: a, value: "1", fails: true}'), { hosts });
    expect(states(end)).toEqual({ h1: 'failed', h2: 'interrupted', h3: 'interrupted', h4: 'interrupted' });
    expect(finishedOn(end, 'h2')).toBe(0);
    expect(exitCodeOf(end.summary, false)).toBe(1);
  });

  test('are not connected to when nothing is asked of them', async () => {
    const idle = [
      '{set_fact: {mine: 1}}',
      `{${one}, when: "false"}`,
      '{cell: {key: "{{ item }}", value: "1"}, loop: []}',
    ];
    for (const tasks of [...idle.map((task) => [task]), idle]) {
      const { events } = await runInWorld(play('', ...tasks), { hosts });
      expect(events.map((event) => event.type)).not.toContain('host.connecting');
    }
    const { events } = await runInWorld(play('', one), { hosts });
    expect(events.filter((event) => event.type === 'host.connecting')).toHaveLength(4);
  });

  test('are worked on as many at a time as forks says', async () => {
    let busy = 0;
    let most = 0;
    await runInWorld(play('', one), {
      hosts,
      forks: 2,
      onEvent: (event) => {
        if (event.type === 'host.connecting') most = Math.max(most, (busy += 1));
        if (event.type === 'task.finished') busy -= 1;
      },
    });
    expect(most).toBe(2);
  });

  test('see each other’s variables as they are', async () => {
    const text =
      play('', '{set_fact: {mine: "of {{ inventory_hostname }}"}}') +
      play('', '{cell: {key: k, value: "{{ hostvars.h2.mine }}"}}');
    const end = await runInWorld(text, { hosts: ['h1', 'h2'] });
    expect(end.worlds.get('h1')?.writes).toEqual(['k=of h2']);
  });
});

describe('a run that is stopped', () => {
  test('lets the running step end, begins nothing new and says what is left', async () => {
    const stop = new AbortController();
    const end = await runInWorld(play('', one, two, two) + play('', two), {
      hosts: ['h1'],
      stop,
      onEvent: (event) => {
        if (event.type === 'task.started') stop.abort();
      },
    });
    expect(end.worlds.get('h1')?.writes).toEqual(['a=1']);
    expect(story(end.events)).toEqual(['h1 cell a: changed →1', 'h1 lost: stopped, 2 tasks left, owes []']);
    expect(end.summary.interrupted).toBe(true);
    expect(states(end)).toEqual({ h1: 'interrupted' });
    expect(exitCodeOf(end.summary, false)).toBe(130);
  });

  test('tells which handlers are owed', async () => {
    const stop = new AbortController();
    const text = play('', `{${one}, notify: h}`) + '  handlers: [{name: h, poke: {key: z}}]\n';
    const end = await runInWorld(text, {
      hosts: ['h1'],
      stop,
      onEvent: (event) => {
        if (event.type === 'task.finished') stop.abort();
      },
    });
    expect(story(end.events).at(-1)).toBe('h1 lost: stopped, 0 tasks left, owes [h]');
  });

  test('leaves hosts that were not begun, and counts them as interrupted', async () => {
    const stop = new AbortController();
    const end = await runInWorld(play('', one), {
      hosts,
      forks: 1,
      stop,
      onEvent: (event) => {
        if (event.type === 'task.started') stop.abort();
      },
    });
    expect(states(end)).toEqual({ h1: 'ok', h2: 'interrupted', h3: 'interrupted', h4: 'interrupted' });
    expect(exitCodeOf(end.summary, false)).toBe(130);
  });
});

describe('the exit code', () => {
  test('of a run that changed something is 0, unless nothing was to change', async () => {
    const { summary } = await runInWorld(play('', one));
    expect([exitCodeOf(summary, false), exitCodeOf(summary, true)]).toEqual([0, 4]);
  });

  test('of a plan with differences is 4 when they are drift', async () => {
    const { summary } = await runInWorld(play('', one), { mode: 'verify' });
    expect([exitCodeOf(summary, false), exitCodeOf(summary, true)]).toEqual([0, 4]);
  });

  test('of an ignored failure is 0', async () => {
    const { summary } = await runInWorld(play('', '{cell: {key: a, value: "1", fails: true}, ignore_errors: true}'));
    expect(exitCodeOf(summary, true)).toBe(0);
  });
});

test('what a host said cannot break the run: text that no shell can hold fails that host alone', async () => {
  const world = (host: string) => ({ cells: new Map([['a', host === 'h1' ? 'x\0y' : 'x']]) });
  const tasks = ['{peek: {key: a}, register: r}', '{shellcell: {key: "{{ r.value }}", value: "1"}}'];
  const end = await runInWorld(play('', ...tasks), { hosts: ['h1', 'h2'], world });
  expect(states(end)).toEqual({ h1: 'failed', h2: 'ok' });
});
