import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runInWorld, story } from '../support/run-in-world.ts';
import type { WorldRun } from '../support/run-in-world.ts';

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const value = fc.constantFrom(
  '1',
  '2',
  '3',
  '{{ r0.value }}',
  "{{ default r1.value '2' }}",
  '{{ v0 }}',
  "{{ default v1 '1' }}",
  "{{ default hostvars.h1.r0.value 'none' }}",
);
const register = fc.constantFrom('r0', 'r1');
const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 3 });

const work = fc.oneof(
  { weight: 6, arbitrary: fc.record({ cell: fc.record({ key, value, fails: sometimes(fc.constant(true)) }) }) },
  { weight: 2, arbitrary: fc.record({ poke: fc.record({ key, value, guarded: fc.boolean() }) }) },
  { weight: 2, arbitrary: fc.record({ peek: fc.record({ key }) }) },
  { weight: 2, arbitrary: fc.record({ look: fc.record({ key }) }) },
  { weight: 2, arbitrary: fc.record({ set_fact: fc.oneof(fc.record({ v0: value }), fc.record({ v1: value })) }) },
);

const keywords = fc.record({
  when: sometimes(
    fc.constantFrom(
      'r0 is changed',
      'r0 is defined and r0 is failed',
      "r1.value == '1'",
      'r1 is defined',
      "v0 | default('1') == '1'",
    ),
  ),
  register: sometimes(register),
  notify: fc.constantFrom('h0', 'h1', undefined),
  loop: sometimes(fc.constantFrom(['a', 'c'], 'r0.keys', 'r1.results | default([])', [])),
  ignore_errors: fc.constantFrom(true, true, undefined),
  become: sometimes(fc.constant(true)),
  become_user: sometimes(fc.constantFrom('u1', 'u2')),
});

const task = fc.tuple(work, keywords).map(([doing, words]) => {
  const looped = words.loop === undefined ? doing : overItem(doing);
  return clean({ ...looped, ...words });
});

function overItem(doing: object): object {
  const [[kind, args] = ['', {}]] = Object.entries(doing) as [string, object][];
  return kind === 'set_fact' ? doing : { [kind]: { ...args, key: "{{ default item.value item 'a' }}" } };
}

/** Without what is undefined, at every depth. */
function clean(data: unknown): Readonly<Record<string, unknown>> {
  return JSON.parse(JSON.stringify(data)) as Readonly<Record<string, unknown>>;
}

const play = fc.record({
  tasks: fc.array(task, { minLength: 1, maxLength: 12 }),
  handlers: fc.tuple(task, task).map(([one, two]) => [
    { ...one, name: 'h0' },
    { ...two, name: 'h1' },
  ]),
});

const cells = fc.record({
  a: fc.constantFrom('1', '2'),
  b: fc.constantFrom('1', '2'),
  c: fc.constantFrom('1', '2'),
  d: fc.constantFrom('1', '2', 'cursed', 'unreadable'),
  e: fc.constantFrom('1', '2'),
});

describe('reading ahead', () => {
  test.each(['run', 'plan'] as const)(
    'changes the speed of a %s and nothing else',
    async (mode) => {
      const kinds = new Map<string, number>();
      await fc.assert(
        fc.asyncProperty(
          play,
          cells,
          fc.constantFrom(1, 3, Number.POSITIVE_INFINITY),
          async (wish, start, readAhead) => {
            const text = JSON.stringify([{ hosts: 'all', gather_facts: false, ...wish }]);
            const ahead = await runInWorld(text, { mode, cells: start, readAhead });
            const oneByOne = await runInWorld(text, { mode, cells: start, readAhead: 0 });
            for (const line of story(ahead.events)) count(kinds, /: (\S+)|(notifies)|(lost)/.exec(line)?.[0] ?? line);
            expect(told(ahead)).toEqual(told(oneByOne));
            if (mode === 'plan') expect(ahead.worlds.get('h1')?.writes).toEqual([]);
          },
        ),
        { numRuns: 150 },
      );
      // The plays must be of all sorts, or equality says little.
      for (const kind of [': ok', mode === 'run' ? ': changed' : ': would-change', ': skipped', ': failed', 'notifies'])
        expect(kinds.get(kind) ?? 0).toBeGreaterThan(10);
    },
    60_000,
  );
});

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** All that people and hosts can tell of a run, but for its speed. */
function told({ events, summary, worlds }: WorldRun): unknown {
  return {
    events: events.filter(({ type }) => !['run.finished', 'host.connecting', 'host.connected'].includes(type)),
    states: summary.hosts.map(({ state, counts }) => ({ state, counts })),
    worlds: [...worlds.values()].map((world) => ({ cells: Object.fromEntries(world.cells), writes: world.writes })),
  };
}
