import { describe, expect, test } from '@jest/globals';
import { runInWorld, story } from '../support/run-in-world.ts';
import type { WorldSettings } from '../support/run-in-world.ts';

async function outcomes(tasks: string, handlers: string, settings: WorldSettings = {}): Promise<readonly string[]> {
  const text = `- hosts: all\n  gather_facts: false\n  tasks:\n${indented(tasks)}  handlers:\n${indented(handlers)}`;
  return story((await runInWorld(text, settings)).events);
}

function indented(lines: string): string {
  return lines
    .trim()
    .split('\n')
    .map((line) => `    ${line.trim()}\n`)
    .join('');
}

describe('handlers', () => {
  test('run after all tasks, once, in the order in which they are written', async () => {
    const tasks = `
      - {cell: {key: a, value: "1"}, notify: two}
      - {cell: {key: c, value: "2"}, notify: [one, two]}
      - {cell: {key: k, value: "1"}}`;
    const handlers = `
      - {name: one, poke: {key: x, value: "1"}}
      - {name: two, poke: {key: z, value: "1"}}`;
    expect(await outcomes(tasks, handlers)).toEqual([
      'h1 cell a: changed →1',
      'h1 notifies two',
      'h1 cell c: changed →2',
      'h1 notifies one',
      'h1 cell k: changed →1',
      'h1 one: changed',
      'h1 two: changed',
    ]);
  });

  test('are not notified by what did not change', async () => {
    const tasks = '- {cell: {key: a, value: "1"}, notify: one}';
    expect(await outcomes(tasks, '- {name: one, poke: {key: x}}', { cells: { a: '1' } })).toEqual(['h1 cell a: ok']);
  });

  test('listen to topics, all of those that listen', async () => {
    const handlers = `
      - {name: one, poke: {key: x}, listen: topic}
      - {name: two, poke: {key: z}, listen: [other, topic]}`;
    expect((await outcomes('- {cell: {key: a, value: "1"}, notify: topic}', handlers)).slice(-2)).toEqual([
      'h1 one: changed',
      'h1 two: changed',
    ]);
  });

  test('notify other handlers, before or behind them, and none runs twice', async () => {
    const handlers = `
      - {name: one, poke: {key: x}, notify: two}
      - {name: two, poke: {key: z}, notify: one}`;
    expect((await outcomes('- {cell: {key: a, value: "1"}, notify: two}', handlers)).slice(1)).toEqual([
      'h1 notifies two',
      'h1 two: changed',
      'h1 notifies one',
      'h1 one: changed',
    ]);
  });

  test('of the same name: the last one is meant', async () => {
    const handlers = `
      - {name: one, poke: {key: x, value: first}}
      - {name: one, poke: {key: z, value: last}}`;
    const text = '- {cell: {key: a, value: "1"}, notify: one}';
    const end = await runInWorld(
      `- hosts: all\n  gather_facts: false\n  tasks:\n${indented(text)}  handlers:\n${indented(handlers)}`,
    );
    expect(end.worlds.get('h1')?.writes).toEqual(['a=1', 'z=last']);
  });

  test('are owed when a task fails before their time', async () => {
    const tasks = `
      - {cell: {key: a, value: "1"}, notify: one}
      - {cell: {key: c, value: "1", fails: true}}`;
    expect((await outcomes(tasks, '- {name: one, poke: {key: x}}')).at(-1)).toBe(
      'h1 lost: failed, 0 tasks left, owes [one]',
    );
  });

  test('are owed when they fail themselves, with those behind them', async () => {
    const tasks = '- {cell: {key: a, value: "1"}, notify: [one, two]}';
    const handlers = `
      - {name: one, poke: {key: x, fails: true}}
      - {name: two, poke: {key: z}}`;
    expect((await outcomes(tasks, handlers)).at(-1)).toBe('h1 lost: failed, 0 tasks left, owes [one, two]');
  });

  test('are planned, assuming the changes before them', async () => {
    const tasks = '- {cell: {key: a, value: "1"}, notify: one}';
    const { events } = await runInWorld(
      `- hosts: all\n  gather_facts: false\n  tasks:\n${indented(tasks)}  handlers:\n    - {name: one, cell: {key: b, value: "1"}}\n`,
      { mode: 'plan' },
    );
    const assumed = events.flatMap((event) =>
      event.type === 'task.finished' && event.outcome.status === 'would-change' ? [event.outcome.assuming] : [],
    );
    expect(assumed).toEqual([false, true]);
  });

  test('are named by templates, too; a name that nobody has is warned of', async () => {
    const tasks = `
      - {cell: {key: a, value: "1"}, notify: "restart {{ item }}", loop: [one]}
      - {cell: {key: c, value: "2"}, notify: "restart {{ item }}", loop: [two]}`;
    const { events } = await runInWorld(
      `- hosts: all\n  gather_facts: false\n  tasks:\n${indented(tasks)}  handlers:\n    - {name: restart one, cell: {key: b}}\n`,
    );
    expect(story(events)[1]).toBe('h1 notifies restart one');
    expect(events.find((event) => event.type === 'warning')).toMatchObject({
      host: 'h1',
      at: 'site.yml:5:8',
      message: 'there is no handler "restart two" to notify',
    });
  });

  test('see what tasks registered', async () => {
    const tasks = '- {cell: {key: a, value: "1"}, notify: one, register: r}';
    expect((await outcomes(tasks, '- {name: "one", cell: {key: b, value: "{{ r.value }}"}}')).at(-1)).toBe(
      'h1 one: changed 1!→1',
    );
  });
});
