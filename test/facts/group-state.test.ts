import { expect, test } from '@jest/globals';
import { groupState } from '../../src/facts/group-state.ts';
import { runFact, shells } from '../support/run-fact.ts';

test.each(shells)('reads groups of this machine through %s', (_, shell) => {
  const [root, missing] = runFact(groupState, ['root', 'no-such-group'], shell);
  expect(root).toMatchObject({ gid: 0 });
  expect(missing).toBeUndefined();
});

test('lists members', () => {
  expect(groupState.parse(Buffer.from('adm:x:4:syslog,deploy\nempty:x:9:\n'), ['empty', 'adm'])).toEqual([
    { gid: 9, members: [] },
    { gid: 4, members: ['syslog', 'deploy'] },
  ]);
});
