import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { connectLocal } from '../../../src/hosts/local.ts';
import { hostPathsIn } from '../../support/host-paths.ts';
import { runProgram } from '../../support/program.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const base = temporaryDirectory();
const hosts = ['a', 'b', 'c'];
let directory: string;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(base, String(count));
  for (const host of hosts) mkdirSync(join(directory, host), { recursive: true });
  for (const host of hosts) writeFileSync(join(directory, host, 'old'), 'old', { mode: 0o640 });
});

/** Changes of all kinds on each of three hosts; then `bad` in a host's directory says that it is not healthy. */
const site = (more: string, serial: number): string => `- name: web
  hosts: all
  gather_facts: false
  serial: ${serial}
  ${more}
  tasks:
    - name: new
      copy: {dest: "DIR/{{ inventory_hostname }}/deep/new", content: new, mode: '0600'}
      notify: told
    - name: old
      copy: {dest: "DIR/{{ inventory_hostname }}/old", content: new, mode: '0600'}
      notify: told
    - name: act
      command: {argv: [touch, "DIR/{{ inventory_hostname }}/acted"], always: true}
  handlers:
    - name: told
      shell: {cmd: "cat DIR/{{ inventory_hostname }}/old >>DIR/{{ inventory_hostname }}/served", always: true}
  verify:
    - name: healthy
      command: {argv: [test, "!", -e, "DIR/{{ inventory_hostname }}/bad"], always: true}
      changed_when: false
`;

async function play(
  more: string,
  serial = 1,
): Promise<{
  readonly code: number;
  readonly said: readonly string[];
  readonly done: readonly string[];
  /** How each host was left. */
  readonly states: readonly string[];
}> {
  for (const host of hosts) mkdirSync(join(directory, host, 'deep'), { recursive: true });
  writeFileSync(join(directory, 'site.yml'), site(more, serial).replaceAll('DIR', directory));
  const { code, events } = await runProgram(['run', 'site.yml', '-i', hosts.map((host) => `${host},`).join('')], {
    cwd: directory,
    hostPaths: hostPathsIn(directory),
    connect: (address) => connectLocal(address),
  });
  return {
    code,
    said: events.flatMap((event) =>
      event.type === 'warning' ? [`${event.host === undefined ? '' : `${event.host}: `}${event.message}`] : [],
    ),
    states: events.flatMap((event) =>
      event.type === 'run.finished' ? event.summary.hosts.map(({ state }) => state) : [],
    ),
    done: events.flatMap((event) => (event.type === 'task.finished' ? [`${event.host} ${event.task.name}`] : [])),
  };
}

const read = (...parts: readonly string[]): string => readFileSync(join(directory, ...parts), 'utf8');
const kept = (): boolean => existsSync(join(directory, 'var-lib', 'rackwright', 'kept'));

test('gates run behind the handlers of each batch', async () => {
  const { code, said, done } = await play('on_failure: rollback');
  expect({ code, said }).toEqual({ code: 0, said: [] });
  expect(done).toEqual(
    hosts.flatMap((host) => ['new', 'old', 'act', 'told', 'healthy'].map((task) => `${host} ${task}`)),
  );
  expect(kept()).toBe(false);
});

test('a batch that is not healthy is the last one', async () => {
  writeFileSync(join(directory, 'b', 'bad'), '');
  const { code, said } = await play('on_failure: keep');
  expect({ code, said }).toEqual({
    code: 1,
    said: ['every host of a batch failed; 1 more hosts were left as they are'],
  });
  expect(hosts.map((host) => read(host, 'old'))).toEqual(['new', 'new', 'old']);
});

test('and goes back where it can, says what it cannot, and tells services again', async () => {
  writeFileSync(join(directory, 'b', 'bad'), '');
  const { code, said, states } = await play('on_failure: rollback', 2);
  expect(code).toBe(1);
  // Who went back with another one, or was left as it is, has not been served, though nothing failed there.
  expect(states).toEqual(['interrupted', 'failed', 'interrupted']);
  expect(said.toSorted()).toEqual([
    'a: rolled back: old, new',
    'a: stays as it is, because it cannot be undone: act',
    'b: rolled back: old, new',
    'b: stays as it is, because it cannot be undone: act',
    'the batch of b is not healthy; 1 more hosts were left as they are',
  ]);
  expect(hosts.map((host) => read(host, 'old'))).toEqual(['old', 'old', 'old']);
  expect(readdirSync(join(directory, 'b')).toSorted()).toEqual(['acted', 'bad', 'deep', 'old', 'served']);
  expect(readdirSync(join(directory, 'b', 'deep'))).toEqual([]);
  expect(read('b', 'served')).toBe('newold');
  expect(kept()).toBe(false);
  expect(readdirSync(join(directory, 'var-lib', 'rackwright', 'applied'))).toEqual([]);
});
