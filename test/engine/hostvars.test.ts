import { expect, test } from '@jest/globals';
import { runInWorld, story } from '../support/run-in-world.ts';

test('hostvars hold what other hosts registered and set, in the same play and in later ones', async () => {
  const text = `
- hosts: all
  gather_facts: false
  serial: 1
  tasks:
    - set_fact: {token: "of-{{ inventory_hostname }}"}
    - look: {key: x}
      register: seen
    - cell: {key: z, value: "{{ hostvars.h1.token }} {{ hostvars.h1.seen.value }}"}
- hosts: all
  gather_facts: false
  tasks:
    - cell: {key: z2, value: "{{ hostvars.h2.token }}"}
      when: hostvars['h2'].token is defined
    - debug: {msg: "{{ default hostvars.h3.token 'nobody' }}"}
`;
  const { events, worlds } = await runInWorld(text, { hosts: ['h1', 'h2'], others: ['h3'], cells: { x: '5' } });
  expect(worlds.get('h2')?.writes).toEqual(['z=of-h1 5', 'z2=of-h2']);
  expect(worlds.get('h1')?.writes).toEqual(['z=of-h1 5', 'z2=of-h2']);
  expect(story(events)).toContain('h1 debug nobody: ok');
});
