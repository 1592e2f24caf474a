import { describe, expect, test } from '@jest/globals';
import { runInWorld, story } from '../support/run-in-world.ts';
import type { WorldRun, WorldSettings } from '../support/run-in-world.ts';

const hosts = ['h1', 'h2', 'h3'];

const play = (keywords: string, ...tasks: readonly string[]): string =>
  `- hosts: all\n  gather_facts: false\n${keywords}  tasks:\n${tasks.map((task) => `    - ${task}\n`).join('')}`;

/** `h1 cell a` in the order in which turns began. */
const turns = ({ events }: WorldRun): readonly string[] =>
  events.flatMap((event) => (event.type === 'task.started' ? [`${event.host} ${event.task.name}`] : []));

const tasksInOrder = (run: WorldRun): readonly string[] => turns(run).map((turn) => turn.slice(3));

const three = ['a', 'k', 'l'].map((key) => `{name: ${key}, cell: {key: ${key}, value: "1"}}`);

/** Hosts differ in how much there is to do. */
const settings: WorldSettings = {
  hosts,
  world: (host) =>
    host === 'h1'
      ? {
          cells: new Map([
            ['a', '1'],
            ['k', '1'],
          ]),
        }
      : {},
};

describe('strategy: linear', () => {
  test.each([1, 2, 10])('takes turns together with %s forks', async (forks) => {
    const end = await runInWorld(play('  strategy: linear\n', ...three), { ...settings, forks });
    expect(tasksInOrder(end)).toEqual(['a', 'a', 'a', 'k', 'k', 'k', 'l', 'l', 'l']);
  });

  test('is not how hosts go otherwise', async () => {
    const end = await runInWorld(play('', ...three), { ...settings, forks: 1 });
    expect(turns(end).slice(0, 3)).toEqual(['h1 a', 'h1 k', 'h1 l']);
  });

  test('does not wait for hosts that are lost', async () => {
    const end = await runInWorld(play('  strategy: linear\n', ...three), {
      hosts,
      world: (host) => (host === 'h2' ? { diesAfter: 2 } : {}),
    });
    expect(end.summary.hosts.map((host) => host.state)).toEqual(['ok', 'unreachable', 'ok']);
    expect(end.worlds.get('h3')?.writes).toEqual(['a=1', 'k=1', 'l=1']);
  });

  test('goes batch by batch with serial', async () => {
    const end = await runInWorld(play('  strategy: linear\n  serial: 2\n', ...three.slice(0, 2)), { hosts });
    expect(tasksInOrder(end)).toEqual(['a', 'a', 'k', 'k', 'a', 'k']);
  });

  test('keeps the order of handlers, too', async () => {
    const text = `${play('  strategy: linear\n', '{cell: {key: a, value: "1"}, notify: [g, h]}', '{name: last, poke: {key: k}}')}  handlers:
    - {name: g, poke: {key: g}}
    - {name: h, poke: {key: h}}
`;
    const end = await runInWorld(text, { hosts, forks: 2 });
    expect(tasksInOrder(end).slice(3)).toEqual(['last', 'last', 'last', 'g', 'g', 'g', 'h', 'h', 'h']);
  });

  test('shows each host what the others have set by then', async () => {
    const text = play(
      '  strategy: linear\n',
      '{set_fact: {mine: "{{ inventory_hostname }}1"}}',
      '{name: one, cell: {key: k, value: "{{ hostvars.h3.mine }}"}}',
      '{set_fact: {mine: "{{ inventory_hostname }}2"}}',
      '{name: two, cell: {key: l, value: "{{ hostvars.h3.mine }}"}}',
    );
    const end = await runInWorld(text, { hosts });
    for (const host of hosts) expect(end.worlds.get(host)?.writes).toEqual(['k=h31', 'l=h32']);
  });

  test('gives every host the same end as at its own pace', async () => {
    const tasks = [
      ...three,
      '{look: {key: a}, register: r}',
      '{cell: {key: m, value: "{{ item }}"}, loop: "{{ r.keys }}"}',
    ];
    const free = await runInWorld(play('', ...tasks), settings);
    const linear = await runInWorld(play('  strategy: linear\n', ...tasks), settings);
    const ofHost = (end: WorldRun, host: string): readonly string[] =>
      story(end.events).filter((line) => line.startsWith(host));
    for (const host of hosts) expect(ofHost(linear, host)).toEqual(ofHost(free, host));
  });
});

describe('tasks that somebody is asked about', () => {
  test('are asked about once for all hosts, and passed over', async () => {
    const asked: string[] = [];
    const end = await runInWorld(play('', ...three), {
      hosts,
      askTask: (task) => {
        asked.push(task.name?.type === 'scalar' ? String(task.name.value) : '');
        return Promise.resolve(asked.length === 2 ? 'pass' : 'do');
      },
    });
    expect(asked).toEqual(['a', 'k', 'l']);
    for (const host of hosts) expect(end.worlds.get(host)?.writes).toEqual(['a=1', 'l=1']);
    expect(story(end.events)).toContain('h2 k: skipped (it was passed over)');
  });
});
