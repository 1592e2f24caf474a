import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runLocally } from '../support/run-locally.ts';
import { story } from '../support/run-in-world.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

// In memory: each write is brought to the disk, which is not what is tested here.
const root = join(temporaryDirectory('/dev/shm'), "a play's place");
/** What checks of new contents write down: the order of the writes. */
const log = join(root, 'log');

const path = fc
  .constantFrom('a', 'b', 'd', 'd/a', 'd/b', 'd/e/a', 'link', 'link/a', 'tolink', 'missing/a', 'd/../b')
  .map((name) => `${root}/${name}`);
const content = fc.constantFrom(
  'one\n',
  'two\n',
  'one\ntwo\n',
  'no end',
  "it's {quoted} $HOME `x` \\\n",
  '',
  'ünï\n',
  'nul\0',
);
const mode = fc.constantFrom('0600', '0644', 'u+x', '4755');
const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 3 });
const rarely = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const work = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      copy: fc.record({
        dest: path,
        content,
        mode: sometimes(mode),
        owner: rarely(fc.constantFrom('nobody-of-this-name')),
        follow: sometimes(fc.boolean()),
        force: rarely(fc.constant(false)),
        validate: rarely(fc.constantFrom(`ls ${shell(root)} >>${shell(log)}; : %s`, 'grep -q one %s')),
      }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      file: fc.record({
        path: path.filter((name) => !name.includes('..')),
        state: fc.constantFrom('directory', 'directory', 'absent', 'touch'),
        mode: sometimes(mode),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ file: fc.record({ path, state: fc.constant('link'), src: fc.constantFrom('a', 'd') }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      lineinfile: fc
        .tuple(
          path,
          fc.boolean(),
          // Doubling what it finds, an edit never comes to rest.
          fc.constantFrom(
            { line: 'one', regexp: '^one' },
            { line: 'three', regexp: '^t' },
            { line: 'one', regexp: '^x' },
            { line: String.raw`\1\1`, regexp: '(o)', backrefs: true },
          ),
        )
        .map(([file, create, edit]) => ({ path: file, create, ...edit })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      replace: fc.record({ path, regexp: fc.constantFrom('one', 'o'), replace: fc.constantFrom('two', 'oo') }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ blockinfile: fc.record({ path, block: content, create: fc.boolean() }) }) },
  {
    weight: 1,
    arbitrary: path.map((file) => ({ shell: { cmd: `cat ${shell(file)}`, onlyif: `test -e ${shell(file)}` } })),
  },
  { weight: 1, arbitrary: path.map((file) => ({ shell: { cmd: `echo more >>${shell(file)}`, always: true } })) },
);

const keywords = fc.record({
  when: rarely(
    fc.constantFrom('r is changed', 'r is defined', "(r | default({})).stdout | default('') == 'one'", 'false'),
  ),
  register: rarely(fc.constant('r')),
  notify: rarely(fc.constantFrom('h0', 'h1')),
  ignore_errors: fc.constantFrom(true, true, undefined),
});

const task = fc.tuple(work, keywords).map(([doing, words]) => clean({ ...doing, ...words }));
const block = fc
  .record({
    block: fc.array(task, { minLength: 1, maxLength: 3 }),
    rescue: sometimes(fc.array(task, { minLength: 1, maxLength: 3 })),
    always: sometimes(fc.array(task, { minLength: 1, maxLength: 2 })),
  })
  .map(clean);
const part = fc.oneof({ weight: 6, arbitrary: task }, { weight: 1, arbitrary: block });
const play = fc.record({
  tasks: fc.array(part, { minLength: 2, maxLength: 8 }),
  handlers: fc.tuple(task, task).map(([one, two]) => [
    { ...one, name: 'h0' },
    { ...two, name: 'h1' },
  ]),
});

describe('sending the steps of several tasks together', () => {
  test('changes the speed of a run and nothing else', async () => {
    let faster = 0;
    await fc.assert(
      fc.asyncProperty(play, fc.boolean(), async (wish, empty) => {
        const text = JSON.stringify([{ hosts: 'all', gather_facts: false, ...wish }]);
        const together = await told(text, empty, Number.POSITIVE_INFINITY);
        const oneByOne = await told(text, empty, 0);
        if (together.roundTrips < oneByOne.roundTrips) faster += 1;
        expect({ ...together, roundTrips: 0 }).toEqual({ ...oneByOne, roundTrips: 0 });
      }),
      { numRuns: 25, endOnFailure: true },
    );
    expect(faster).toBeGreaterThan(6);
  }, 300_000);

  test('does not forget that a rescue failed over what is always done behind it', async () => {
    const lost = (file: string): object => ({ copy: { dest: `${root}/nowhere/${file}`, content: 'x' } });
    const block = {
      block: [lost('a')],
      rescue: [lost('b')],
      always: [{ file: { path: `${root}/c`, state: 'absent' } }],
    };
    const tasks = [block, { copy: { dest: `${root}/after`, content: 'x' } }];
    const text = JSON.stringify([{ hosts: 'all', gather_facts: false, tasks }]);
    for (const readAhead of [Number.POSITIVE_INFINITY, 0])
      expect(await told(text, true, readAhead)).toMatchObject({ states: [{ state: 'failed' }], tree: [] });
  });
});

async function told(text: string, empty: boolean, readAhead: number): Promise<{ readonly roundTrips: number }> {
  prepare(empty);
  const { events, summary } = await runLocally(text, readAhead);
  return {
    story: story(events),
    failures: events.flatMap((event) =>
      event.type === 'task.finished' && event.outcome.status === 'failed' ? [event.outcome.failure] : [],
    ),
    states: summary.hosts.map(({ state, counts }) => ({ state, counts })),
    tree: treeOf(root),
    roundTrips: summary.hosts[0]?.traffic[0]?.roundTrips ?? 0,
  } as { readonly roundTrips: number };
}

function prepare(empty: boolean): void {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root);
  if (empty) return;
  mkdirSync(join(root, 'd'));
  writeFileSync(join(root, 'a'), 'one\n');
  writeFileSync(join(root, 'd/a'), 'two\n');
  symlinkSync('d', join(root, 'link'));
  symlinkSync('a', join(root, 'tolink'));
}

function treeOf(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => {
      const place = join(directory, name);
      const state = lstatSync(place);
      const what = state.isSymbolicLink() ? readlinkSync(place) : state.isFile() ? readFileSync(place, 'utf8') : '/';
      return `${name} ${state.mode.toString(8)} ${JSON.stringify(what)}`;
    });
}

function shell(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Without what is undefined, at every depth. */
function clean(data: unknown): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(data)) as Readonly<Record<string, unknown>>;
}
