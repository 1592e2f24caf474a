import { expect, test } from '@jest/globals';
import { whyStop, withoutGates } from '../../src/engine/batch-health.ts';
import type { Play, Task } from '../../src/playbook/model.ts';

const [work, gate] = [{ id: 1 } as Task, { id: 2 } as Task];
const play = (more: Partial<Play> = {}): Play => ({ gates: new Set(), onFailure: 'keep', ...more }) as Play;
const gated = play({ gates: new Set([gate]) });
const batch = (...states: readonly string[]) => states.map((state, index) => ({ name: `h${index}`, state }));

test('gates are told apart from the work', () => {
  expect(withoutGates(gated, [work, gate])).toEqual({ work: [work], gates: [gate] });
});

test.each<[string, Play, 'run' | 'plan', readonly string[], string | undefined]>([
  ['all are well', gated, 'run', ['ok', 'ok'], undefined],
  ['one is lost', play(), 'run', ['ok', 'failed'], undefined],
  ['all are lost', play(), 'run', ['unreachable', 'failed'], 'every host of a batch failed'],
  ['one is lost behind gates', gated, 'run', ['failed', 'ok'], 'the batch of h0 is not healthy'],
  [
    'one is lost where all go back',
    play({ onFailure: 'rollback' }),
    'run',
    ['ok', 'failed', 'failed', 'ok'],
    'the batch of h1, h2 is not healthy',
  ],
  ['a plan goes on behind gates', gated, 'plan', ['ok', 'failed'], undefined],
  ['a plan, too, ends when all are lost', gated, 'plan', ['failed'], 'every host of a batch failed'],
])('%s', (_what, which, mode, states, why) => {
  expect(whyStop(which, mode, batch(...states))).toBe(why);
});
