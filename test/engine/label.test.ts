import { expect, test } from '@jest/globals';
import { labelOf } from '../../src/engine/label.ts';
import { locate } from '../../src/language/located.ts';
import type { LocatedMap, Plain } from '../../src/language/located.ts';
import { PendingVariable } from '../../src/language/scope.ts';
import type { Scope } from '../../src/language/scope.ts';
import type { Play, Task } from '../../src/playbook/model.ts';
import { locatedText } from '../support/located-text.ts';

const { span } = locatedText('x');
const args = (map: Readonly<Record<string, Plain>>): LocatedMap => locate(map, span) as LocatedMap;
const taskOf = (more: Partial<Task>): Task =>
  ({ id: 7, name: undefined, kind: 'file', args: args({}), loop: undefined, noLog: false, span, ...more }) as Task;
const play = { handlers: [] } as unknown as Play;
const name = (task: Task, scope: Scope = {}): string => labelOf(play, task, scope).name;

test('a name is rendered for the host, on one line of at most 80 characters', () => {
  expect(name(taskOf({ name: locatedText('grow {{ disk }}') }), { disk: 'sda' })).toBe('grow sda');
  expect(name(taskOf({ name: locatedText(' grow\n  {{ disk }}') }), { disk: 'x'.repeat(100) })).toBe(
    `grow ${'x'.repeat(74)}…`,
  );
  expect(name(taskOf({ name: locatedText('y'.repeat(80)) }))).toBe('y'.repeat(80));
});

test('what cannot be rendered yet, or never, is shown as it is written', () => {
  const later: Scope = Object.defineProperty({}, 'disk', {
    get: () => {
      throw new PendingVariable('disk');
    },
  });
  for (const scope of [{}, later])
    expect(name(taskOf({ name: locatedText('grow {{ disk }}') }), scope)).toBe('grow {{ disk }}');
});

test('without a name it is the kind and what it is about', () => {
  expect(name(taskOf({ args: args({ mode: '0644', path: '/etc/motd' }) }))).toBe('file /etc/motd');
  expect(name(taskOf({ kind: 'user', args: args({ state: 'absent', name: 'anna' }) }))).toBe('user anna');
  expect(name(taskOf({ kind: 'debug', args: args({ level: 1, msg: 'hello' }) }))).toBe('debug hello');
  expect(name(taskOf({ kind: 'copy', args: args({ content: 'x', dest: '/a' }) }))).toBe('copy /a');
  expect(name(taskOf({ kind: 'shell', args: args({ chdir: '/', cmd: 'id' }) }))).toBe('shell id');
  expect(name(taskOf({ kind: 'mount', args: args({ src: '/dev/sda', opts: 'ro' }) }))).toBe('mount /dev/sda');
  expect(name(taskOf({ kind: 'setup' }))).toBe('setup');
});

test('of a secret task neither arguments nor items are shown', () => {
  const loop = { variable: 'item', label: undefined } as unknown as Task['loop'];
  const task = taskOf({ noLog: true, args: args({ path: '/hunter2' }), loop });
  expect(labelOf(play, task, { item: 'hunter2' })).toMatchObject({ name: 'file', item: '(hidden)' });
});

test('an item is shown by its label, else as it is', () => {
  const loop = (label?: string): Task['loop'] =>
    ({ variable: 'each', label: label === undefined ? undefined : locatedText(label) }) as unknown as Task['loop'];
  const scope = { each: { user: 'anna', id: 1 } };
  expect(labelOf(play, taskOf({ loop: loop('{{ each.user }}') }), scope).item).toBe('anna');
  expect(labelOf(play, taskOf({ loop: loop() }), scope).item).toBe('{"user":"anna","id":1}');
  expect(labelOf(play, taskOf({ loop: loop() }), { each: 'a  b' }).item).toBe('a b');
  // Before its items are known it has none.
  expect(labelOf(play, taskOf({ loop: loop() }), {})).not.toHaveProperty('item');
});

test('it says where the task stands, in which role, and whether it is a handler', () => {
  const task = taskOf({ role: { name: 'web' } as Task['role'] });
  expect(labelOf(play, task, {})).toEqual({
    id: 7,
    name: 'file',
    kind: 'file',
    role: 'web',
    at: 'test.yml:1:1',
    handler: false,
  });
  expect(labelOf({ handlers: [task] } as unknown as Play, task, {}).handler).toBe(true);
  expect(labelOf(play, taskOf({}), {})).not.toHaveProperty('role');
});
