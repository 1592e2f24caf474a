import { expect, test } from '@jest/globals';
import type { ArgumentsSchema } from '../../src/arguments.ts';
import { defineAction } from '../../src/definition.ts';
import { bindTask, omit } from '../../src/engine/bind-task.ts';
import type { HostContext } from '../../src/engine/context.ts';
import { locate } from '../../src/language/located.ts';
import type { LocatedMap, Plain } from '../../src/language/located.ts';
import type { Task } from '../../src/playbook/model.ts';
import { ArgumentError } from '../../src/resource.ts';
import type { Arguments } from '../../src/resource.ts';
import { locatedText, pointed, problemsOf } from '../support/located-text.ts';

const text = { description: '', type: 'string' } as const;
const schema: ArgumentsSchema = {
  summary: '',
  properties: {
    name: text,
    count: { description: '', type: 'integer' },
    src: { ...text, asset: 'file', assetUnless: 'remote' },
    remote: { description: '', type: 'boolean' },
    files: {
      description: '',
      type: 'array',
      items: { description: '', type: 'object', properties: { src: { ...text, asset: 'template' }, dest: text } },
    },
    plain: { description: '', type: 'array', items: text },
    dest: { ...text, destination: true },
    ca: { ...text, authority: true },
    that: { description: '', type: ['string', 'array'], expression: 'condition' },
    value: { ...text, expression: 'value' },
  },
  examples: [],
};
/** What reaches a kind. */
const echo = defineAction<Arguments>({
  kind: 'echo',
  schema,
  where: 'controller',
  wanted: (args) => {
    if (args['name'] === 'odd') throw new ArgumentError('name', 'it is odd', 'choose another');
    bound = args;
    return args;
  },
  perform: () => Promise.resolve({ changed: false, result: {} }),
});
let bound: Arguments = {};

const context = {
  host: 'web1',
  find: () => echo,
  assets: {
    read: (_task: Task, kind: string, name: string) => `<${kind} ${name}>`,
    authority: (name: string) => `<authority ${name}>`,
    place: (name: string) => `/play/${name}`,
  },
} as unknown as HostContext;

function taskOf(args: Readonly<Record<string, Plain>>, more: Partial<Task> = {}): Task {
  const { span } = locatedText(JSON.stringify(args));
  return { kind: 'echo', args: locate(args, span) as LocatedMap, span, ...more } as Task;
}

function given(args: Readonly<Record<string, Plain>>, scope = {}): Arguments {
  bindTask(context, taskOf(args), scope);
  return bound;
}

const wrong = (args: Readonly<Record<string, Plain>>, scope = {}) =>
  problemsOf(() => bindTask(context, taskOf(args), scope));

test('templates are rendered for the host, and what they omit is as if it had not been written', () => {
  expect(given({ name: 'on {{ disk }}', count: '{{ n }}' }, { disk: 'sda', n: 3 })).toEqual({
    name: 'on sda',
    count: 3,
  });
  expect(given({ name: '{{ gone }}', count: 1 }, { gone: omit })).toEqual({ count: 1 });
});

test('what a template gives must fit, and is pointed at where it is written', () => {
  const [problem] = wrong({ count: '{{ n }}' }, { n: 'many' });
  expect(problem).toMatchObject({ message: expect.stringMatching(/^echo: /) });
  expect(wrong({ count: '{{ n }}', files: '{{ n }}' }, { n: 'many' })).toHaveLength(2);
});

test('what the kind itself says of an argument is pointed at, too, with its hint', () => {
  expect(wrong({ name: '{{ n }}' }, { n: 'odd' })).toMatchObject([
    { code: 'bad-value', message: 'echo: it is odd', hint: 'choose another' },
  ]);
});

test('files are read wherever an argument names them, and only there', () => {
  expect(given({ src: 'a', name: 'a' })).toEqual({ src: '<file a>', name: 'a' });
  expect(given({ files: [{ src: 'b.hbs', dest: 'b' }, { dest: 'c' }], plain: ['d'] })).toEqual({
    files: [{ src: '<template b.hbs>', dest: 'b' }, { dest: 'c' }],
    plain: ['d'],
  });
});

test('a file that is on the host is a text like any other', () => {
  expect(given({ src: '/a', remote: true })).toEqual({ src: '/a', remote: true });
  expect(given({ src: '/a', remote: false })).toEqual({ src: '<file /a>', remote: false });
});

test('authorities are opened, and expressions evaluated one by one', () => {
  expect(given({ ca: 'pki' })).toEqual({ ca: '<authority pki>' });
  expect(given({ that: ['n > 2', 'n > 9'] }, { n: 3 })).toEqual({
    that: [
      { expression: 'n > 2', value: true },
      { expression: 'n > 9', value: false },
    ],
  });
  expect(given({ that: 'n > 2', value: 'n' }, { n: 3 })).toEqual({
    that: { expression: 'n > 2', value: true },
    value: { expression: 'n', value: 3 },
  });
});

test('an expression is a text', () => {
  expect(wrong({ that: [{ a: 1 }] })).toMatchObject([{ code: 'wrong-type', message: 'an expression is a text' }]);
});

test('a place on the controller is where the playbook says, for this host', () => {
  expect(given({ dest: 'logs/{{ name }}/' }, { name: 'a' })['dest']).toEqual({ path: '/play/logs/a/', host: 'web1' });
  // Whoever writes the playbook may lead where he likes.
  expect(given({ dest: '../logs/{{ name }}' }, { name: 'a' })['dest']).toEqual({
    path: '/play/../logs/a',
    host: 'web1',
  });
});

test.each(['../../etc', 'a/..', 'a\0b'])('and what a host says cannot lead elsewhere: %j', (name) => {
  const problems = wrong({ dest: 'logs/{{ name }}' }, { name });
  expect(problems).toMatchObject([{ code: 'bad-value', hint: expect.stringMatching(/must not lead out/) }]);
  expect(pointed(problems)).toHaveLength(1);
});

test('only what can run in the background may be asked to', () => {
  const task = taskOf({ name: 'x' }, { background: { seconds: 60, pollSeconds: 5 } });
  expect(problemsOf(() => bindTask(context, task, {}))).toMatchObject([
    { message: 'async is for command, shell and script, and not for echo' },
  ]);
});
