import type { ArgumentsSchema } from '../../src/arguments.ts';
import { defineAction, defineReading, defineResource } from '../../src/definition.ts';
import type { Definition } from '../../src/definition.ts';
import { CannotConverge } from '../../src/resource.ts';
import type { Arguments, Data } from '../../src/resource.ts';
import type { FactKind } from '../../src/fact.ts';
import { sh } from '../../src/shell.ts';
import { cell } from './fake-world.ts';
import type { WorldScript } from './fake-world.ts';

const schema: ArgumentsSchema = {
  summary: 'A cell of the fake world.',
  required: ['key'],
  properties: {
    key: { description: 'Its name.', type: 'string' },
    value: { description: 'What it shall hold.', type: ['string', 'number'] },
    fails: { description: 'Writing it fails.', type: 'boolean' },
    guarded: { description: 'Not needed when the cell has the value.', type: 'boolean' },
  },
  examples: [],
};

interface Wanted {
  readonly key: string;
  readonly value: string;
  readonly fails: boolean;
  readonly guarded: boolean;
}

function wanted(args: Arguments): Wanted {
  const { key, value, fails, guarded } = args;
  return { key: textOf(key), value: textOf(value), fails: fails === true, guarded: guarded === true };
}

function textOf(data: Data | undefined): string {
  return typeof data === 'string' || typeof data === 'number' ? String(data) : '';
}

function write({ key, value, fails }: Wanted): { readonly text: string } {
  return { text: JSON.stringify({ write: key, value, fails } satisfies WorldScript) };
}

/** As cells, but its keys pass through the quoting of shell words, which refuses some. */
const quotedCell: FactKind<string, string> = {
  ...cell,
  name: 'quotedCell',
  script: (keys) => ({ ...sh`${keys}`, ...cell.script(keys) }),
};

/** Resources, readings, and actions that write and that read. */
export const fakeKinds: readonly Definition[] = [
  defineResource<Wanted, string>({
    kind: 'cell',
    schema,
    wanted,
    observe: ({ key }, host) => host.read(cell, key),
    diff: ({ value }, observed) => {
      if (observed === 'cursed') throw new CannotConverge('it is cursed');
      return observed === value ? [] : [{ attribute: 'value', from: observed, to: value }];
    },
    steps: (want) => [{ type: 'run', title: `write ${want.key}`, command: write(want) }],
    facts: (_, observed) => ({ value: observed }),
  }),
  defineResource<Wanted, string>({
    kind: 'shellcell',
    schema,
    wanted,
    observe: ({ key }, host) => host.read(quotedCell, key),
    diff: () => [],
    steps: () => [],
  }),
  defineReading<Wanted>({
    kind: 'look',
    schema,
    wanted,
    read: async ({ key }, host) => {
      const value = await host.read(cell, key);
      return { value, keys: value === '1' ? ['a', 'b'] : ['e'] };
    },
  }),
  defineAction<Wanted>({
    kind: 'poke',
    schema,
    where: 'host',
    wanted,
    guard: ({ key, value, guarded }, host) =>
      guarded
        ? host
            .read(cell, key)
            .then((observed) => (observed === value ? { needed: false, why: 'it is there' } : { needed: true }))
        : undefined,
    perform: async (want, context) => {
      const { exitCode } = await context.send({ script: write(want), form: 'task' });
      const failed = exitCode === 0 ? {} : { failed: { message: 'it could not be poked' } };
      return { changed: true, ...failed, result: { value: want.value, rc: exitCode } };
    },
  }),
  defineAction<Wanted>({
    kind: 'peek',
    schema,
    where: 'host',
    wanted,
    perform: async ({ key }, context) => {
      const { stdout, exitCode } = await context.send({ script: cell.script([key]) });
      if (exitCode !== 0) return { changed: false, failed: { message: 'it cannot be seen' }, result: {} };
      const [value = ''] = cell.parse(Buffer.from(stdout), [key]);
      return { changed: false, result: { value, keys: value === '1' ? ['a', 'b'] : ['e'] } };
    },
  }),
];
