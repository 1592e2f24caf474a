import { expect, test } from '@jest/globals';
import { mountState } from '../../src/facts/mount-state.ts';
import { runFact } from '../support/run-fact.ts';

test('gives what is on top, with its own and its file system’s options', () => {
  const text = `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,discard
40 22 0:30 / /srv/my\\040data rw,nosuid - tmpfs tmp rw,size=4096k
41 40 8:1 /var/data /srv/my\\040data ro - ext4 /dev/vda1 rw
`;
  expect(mountState.parse(Buffer.from(text), ['/srv/my data', '/', '/srv'])).toEqual([
    { root: '/var/data', type: 'ext4', source: '/dev/vda1', options: ['ro', 'rw'], device: '8:1' },
    { root: '/', type: 'ext4', source: '/dev/vda1', options: ['rw,relatime', 'rw,discard'], device: '8:1' },
    undefined,
  ]);
});

test('reads this machine', () => {
  const [proc] = runFact(mountState, ['/proc']);
  expect(proc).toMatchObject({ type: 'proc', root: '/' });
});
