import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runInWorld, story } from '../support/run-in-world.ts';

/** A task, which may fail in one way or another, or a block of them. */
type Part =
  | { readonly key: string; readonly way: 'ok' | 'changed' | 'step fails' | 'assertion fails' | 'ignored' }
  | { readonly block: readonly Part[]; readonly rescue?: readonly Part[]; readonly always?: readonly Part[] };

const leaf = fc.record({
  key: fc.constantFrom('p', 'q', 'r', 's', 't'),
  way: fc.constantFrom('ok' as const, 'ok', 'changed', 'changed', 'step fails', 'assertion fails', 'ignored'),
});
const { parts } = fc.letrec<{ parts: readonly Part[]; part: Part }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc.record(
        { block: tie('parts'), rescue: tie('parts'), always: tie('parts') },
        { requiredKeys: ['block'] },
      ),
    },
  ),
  parts: fc.array(tie('part'), { minLength: 0, maxLength: 4 }),
}));

describe('the way through blocks', () => {
  test('is that of one task after the other, however far is read ahead', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (list) => {
        const text = JSON.stringify([{ hosts: 'all', gather_facts: false, tasks: list.map(taskOf) }]);
        const done: string[] = [];
        const failed = perform(list, done);
        for (const readAhead of [Number.POSITIVE_INFINITY, 1, 0]) {
          const { events, summary } = await runInWorld(text, { readAhead, cells: { p: '1', q: '1', r: '1', s: '1' } });
          const lines = story(events).filter((line) => !line.includes('lost'));
          expect(lines.map((line) => line.replace(/^h1 (?:cell )?([^:]+): ([a-z]+).*$/, '$1 $2'))).toEqual(done);
          expect(summary.hosts[0]?.state).toBe(failed ? 'failed' : 'ok');
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});

function taskOf(part: Part): object {
  if ('block' in part) {
    const { block, rescue, always } = part;
    return {
      block: block.map(taskOf),
      ...(rescue && { rescue: rescue.map(taskOf) }),
      ...(always && { always: always.map(taskOf) }),
    };
  }
  const name = `${part.key}-${part.way.replaceAll(' ', '-')}`;
  switch (part.way) {
    case 'ok':
      return { name, look: { key: part.key } };
    case 'changed':
      return { name, poke: { key: part.key, value: '2' } };
    case 'step fails':
      return { name, cell: { key: part.key, value: '3', fails: true } };
    case 'assertion fails':
      return { name, assert: { that: ['false'] } };
    case 'ignored':
      return { name, assert: { that: ['false'] }, ignore_errors: true };
  }
}

/** The meaning of blocks, as plainly as it can be said. Returns whether it failed. */
function perform(list: readonly Part[], done: string[]): boolean {
  return list.some((part) => {
    if (!('block' in part)) {
      const fails = part.way.endsWith('fails') || part.way === 'ignored';
      done.push(`${part.key}-${part.way.replaceAll(' ', '-')} ${fails ? 'failed' : part.way}`);
      return fails && part.way !== 'ignored';
    }
    let failed = perform(part.block, done);
    if (failed && part.rescue?.some(hasTask) === true) failed = perform(part.rescue, done);
    return perform(part.always ?? [], done) || failed;
  });
}

/** A rescue in which there is nothing to do catches nothing. */
function hasTask(part: Part): boolean {
  return !('block' in part) || [part.block, part.always ?? []].flat().some(hasTask);
}
