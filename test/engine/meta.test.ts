import { describe, expect, test } from '@jest/globals';
import { runInWorld, story } from '../support/run-in-world.ts';
import type { WorldSettings } from '../support/run-in-world.ts';

async function told(tasks: readonly string[], settings: WorldSettings = {}, play = ''): Promise<readonly string[]> {
  const handlers = '  handlers:\n    - {name: one, poke: {key: x, value: "1"}}\n';
  const text = `- hosts: all\n  gather_facts: false\n${play}  tasks:\n${tasks.map((task) => `    - ${task}\n`).join('')}${handlers}`;
  const { events } = await runInWorld(text, settings);
  return story(events).filter((line) => !line.includes('meta'));
}

const changing = (key: string): string => `{cell: {key: ${key}, value: "1"}, notify: one}`;

describe('meta', () => {
  test('flush_handlers runs now what was notified, which can be notified again', async () => {
    const tasks = [changing('p'), '{meta: flush_handlers}', 'cell: {key: q, value: "1"}', changing('r')];
    expect(await told(tasks)).toEqual([
      'h1 cell p: changed →1',
      'h1 notifies one',
      'h1 one: changed',
      'h1 cell q: changed →1',
      'h1 cell r: changed →1',
      'h1 notifies one',
      'h1 one: changed',
    ]);
  });

  test('flush_handlers costs nothing where nothing was notified', async () => {
    const cells = { p: '1', q: '1' };
    const text = `- hosts: all
  gather_facts: false
  tasks: [{cell: {key: p, value: "1"}}, {meta: flush_handlers}, {cell: {key: q, value: "1"}}]`;
    expect((await runInWorld(text, { cells })).worlds.get('h1')?.reads).toEqual([['p', 'q']]);
  });

  test('flush_handlers shows in a plan what would run', async () => {
    const lines = await told([changing('p'), '{meta: flush_handlers}', changing('q')], { mode: 'plan' });
    expect(lines.filter((line) => line.includes('one:'))).toEqual(['h1 one: would-change', 'h1 one: would-change']);
  });

  test('flush_handlers fails the host when a handler fails', async () => {
    const text = `- hosts: all
  gather_facts: false
  tasks: [{cell: {key: p, value: "1"}, notify: bad}, {meta: flush_handlers}, {cell: {key: q, value: "1"}}]
  handlers: [{name: bad, poke: {key: x, value: "1", fails: true}}]`;
    const lines = story((await runInWorld(text)).events);
    expect(lines.slice(-2)).toEqual([
      'h1 bad: failed (it could not be poked)',
      'h1 lost: failed, 1 tasks left, owes [bad]',
    ]);
  });

  test('end_host ends the play for one host, which still runs what was notified', async () => {
    const tasks = [changing('p'), '{meta: end_host, when: inventory_hostname == "h1"}', 'cell: {key: q, value: "1"}'];
    const { worlds, summary } = await (async () =>
      await runInWorld(
        `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks.map((task) => `    - ${task}\n`).join('')}  handlers: [{name: one, poke: {key: x, value: "1"}}]`,
        { hosts: ['h1', 'h2'] },
      ))();
    expect(worlds.get('h1')?.writes).toEqual(['p=1', 'x=1']);
    expect(worlds.get('h2')?.writes).toEqual(['p=1', 'q=1', 'x=1']);
    expect(summary.hosts.map(({ state }) => state)).toEqual(['ok', 'ok']);
  });

  test('end_play ends it for all, and for batches to come', async () => {
    const tasks = ['{meta: end_play, when: inventory_hostname == "h1"}', 'cell: {key: q, value: "1"}'];
    const text = `- hosts: all\n  serial: 1\n  gather_facts: false\n  tasks:\n${tasks.map((task) => `    - ${task}\n`).join('')}
- hosts: all
  gather_facts: false
  tasks: [{cell: {key: later, value: "1"}}]`;
    const { worlds, summary } = await runInWorld(text, { hosts: ['h1', 'h2'] });
    expect([worlds.get('h1')?.writes, worlds.get('h2')?.writes]).toEqual([['later=1'], ['later=1']]);
    expect(summary.hosts.map(({ state }) => state)).toEqual(['ok', 'ok']);
  });

  test('end_batch ends it for the batch only', async () => {
    const tasks = ['{meta: end_batch, when: inventory_hostname == "h1"}', 'cell: {key: q, value: "1"}'];
    const lines = await told(tasks, { hosts: ['h1', 'h2'] }, '  serial: 1\n');
    expect(lines).toEqual(['h2 cell q: changed →1']);
  });

  test('noop does nothing', async () => {
    expect(await told(['{meta: noop}', 'cell: {key: q, value: "1"}'])).toEqual(['h1 cell q: changed →1']);
  });
});
