import { expect, test } from '@jest/globals';
import { aptPending } from '../../src/facts/apt-pending.ts';
import { runFact } from '../support/run-fact.ts';

test('reads what apt-get would install, update, remove and purge, and that it would refuse', () => {
  const answer = `# simulation
NOTE: This is only a simulation!
Remv libold [1.0-1]
Inst bash [5.2.15-2+b8] (5.2.15-2+b13 Debian:12.12/stable [amd64])
Inst libnew (2.0-1 Debian:12.12/stable [amd64]) []
Conf bash (5.2.15-2+b13 Debian:12.12/stable [amd64])
# simulation
Purg libfoo1 [1.0]
# simulation
# refused
`;
  const keys = [['dist-upgrade'], ['autoremove', '--purge'], ['remove', '--', 'nginx']];
  expect(aptPending.parse(Buffer.from(answer), keys)).toEqual([
    [
      { name: 'libold', from: '1.0-1' },
      { name: 'bash', from: '5.2.15-2+b8', to: '5.2.15-2+b13' },
      { name: 'libnew', to: '2.0-1' },
    ],
    [{ name: 'libfoo1', from: '1.0' }],
    undefined,
  ]);
});

test('asks this machine’s apt-get what it would do, and changes nothing', () => {
  const [missing, there] = runFact(aptPending, [
    ['remove', '--', 'no-such-package'],
    ['install', '--no-upgrade', '--', 'dash'],
  ]);
  expect(missing).toBeUndefined();
  expect(there).toEqual([]);
});
