import { expect, test } from '@jest/globals';
import type { RunEvent } from '../../src/reporter.ts';
import { judge } from './judge.ts';
import type { Disturbed } from './place.ts';

const state = (notes: string, names = '/etc/a f 644\n'): string =>
  `# names\n${names}# lock\nfree\n# handlers\n${notes}`;
const undisturbed = state('1 load aaaa\n1 seal bbbb\n');
const end = (code: number, events: readonly RunEvent[] = []) => ({ code, events, stderr: '', seconds: 1 });
const owes = (handler: string): RunEvent => ({ type: 'handler.owed', host: 'fleet', handler });
const cut = { fault: 'cut', moment: 'event', at: 1 } as const;

function verdict(found: string, second: readonly RunEvent[] = [], codes: readonly [number, number] = [3, 0]) {
  const disturbed: Disturbed = { struck: true, first: end(codes[0]), second: end(codes[1], second), state: found };
  return judge(cut, disturbed, undisturbed);
}

test('a host as undisturbed on which the next run did what was owed is well', () => {
  const found = state('1 load aaaa\n2 seal bbbb\n');
  expect(verdict(found, [owes('seal')])).toEqual({ wrong: [], repeated: 0 });
});

test.each([
  [
    'a name more',
    state('1 load aaaa\n1 seal bbbb\n', '/etc/a f 644\n/etc/.rackwright.12 f 600\n'),
    'names: unexpected: /etc/.rackwright.12 f 600',
  ],
  ['a handler that never ran', state('1 load aaaa\n'), 'handlers: seal never ran'],
  [
    'a handler that ran too early',
    state('1 load aaaa\n1 seal old\n'),
    'handlers: seal ran before the last change that it is for',
  ],
  [
    'a handler that nobody owed',
    state('1 load aaaa\n1 seal bbbb\n2 seal bbbb\n'),
    'handlers: seal ran 1 times in the next run, and was due 0 times',
  ],
])('%s is told', (_, found, wrong) => {
  expect(verdict(found).wrong).toEqual([wrong]);
});

test('how runs must end depends on the fault', () => {
  expect(verdict(undisturbed, [], [2, 1]).wrong).toHaveLength(2);
});

test('an owed handler that had run already is counted', () => {
  expect(verdict(state('1 load aaaa\n1 seal bbbb\n2 seal bbbb\n'), [owes('seal')])).toEqual({ wrong: [], repeated: 1 });
});
