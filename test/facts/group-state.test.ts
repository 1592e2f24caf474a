import { expect, test } from '@jest/globals';
import { groupState } from '../../src/facts/group-state.ts';
import { runFact } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { toolSets } from '../support/tool-sets.ts';

test.each(toolSets(temporaryDirectory()))('reads groups of this machine with $title', ({ shell, environment }) => {
  const [root, missing] = runFact(groupState, ['root', 'no-such-group'], shell, environment);
  expect(root).toMatchObject({ gid: 0 });
  expect(missing).toBeUndefined();
});

test('lists members', () => {
  expect(groupState.parse(Buffer.from('adm:x:4:syslog,deploy\nempty:x:9:\n'), ['empty', 'adm'])).toEqual([
    { gid: 9, members: [] },
    { gid: 4, members: ['syslog', 'deploy'] },
  ]);
});
