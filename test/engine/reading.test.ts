import { describe, expect, test } from '@jest/globals';
import { runInWorld, story } from '../support/run-in-world.ts';

describe('what is only looked at', () => {
  test('is read in a plan, too, and its result can be used', async () => {
    const playbook = `
- hosts: all
  gather_facts: false
  tasks:
    - look: {key: a}
      register: seen
    - debug: {msg: "it is {{ seen.value }}"}
    - cell: {key: b, value: "{{ seen.value }}"}
      when: seen.value == '1'
`;
    const { events, worlds } = await runInWorld(playbook, { mode: 'plan', cells: { a: '1', b: '2' } });
    expect(story(events)).toEqual(['h1 look a: ok', 'h1 debug it is 1: ok', 'h1 cell b: would-change 2→1']);
    expect(worlds.get('h1')?.writes).toEqual([]);
  });

  test('is read together with the rest of its window', async () => {
    const tasks = ['a', 'b', 'c'].map((key) => `    - look: {key: ${key}}\n      register: r${key}\n`).join('');
    const { worlds } = await runInWorld(
      `- hosts: all\n  gather_facts: false\n  tasks:\n${tasks}    - cell: {key: d, value: '1'}\n`,
      {
        cells: { d: '1' },
      },
    );
    expect(worlds.get('h1')?.reads).toEqual([['a', 'b', 'c', 'd']]);
  });

  test('is judged by the task: changed_when, failed_when, until', async () => {
    const playbook = `
- hosts: all
  gather_facts: false
  tasks:
    - name: changes
      look: {key: a}
      register: seen
      changed_when: seen.value == '1'
    - name: waits
      look: {key: a}
      register: seen
      until: seen.value == '2'
      retries: 2
      delay: 1
      ignore_errors: true
    - name: fails
      look: {key: a}
      register: seen
      failed_when: seen.value == '1'
`;
    const { events, worlds } = await runInWorld(playbook, { cells: { a: '1' } });
    expect(story(events).slice(0, 3)).toEqual([
      'h1 changes: changed',
      'h1 waits: failed (`until` did not hold after 3 tries), ignored',
      'h1 fails: failed (failed_when holds)',
    ]);
    expect(worlds.get('h1')?.reads.length).toBe(3);
  });

  test('fails when it cannot be read', async () => {
    const playbook = `- hosts: all\n  gather_facts: false\n  tasks:\n    - look: {key: a}\n`;
    const { events } = await runInWorld(playbook, { cells: { a: 'unreadable' } });
    expect(story(events)[0]).toMatch(/^h1 look a: failed/);
  });
});
