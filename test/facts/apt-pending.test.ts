import { expect, test } from '@jest/globals';
import { aptPending } from '../../src/facts/apt-pending.ts';

test('reads what apt-get would install, update, remove and purge', () => {
  const answer = `# dist-upgrade
NOTE: This is only a simulation!
Remv libold [1.0-1]
Inst bash [5.2.15-2+b8] (5.2.15-2+b13 Debian:12.12/stable [amd64])
Inst libnew (2.0-1 Debian:12.12/stable [amd64]) []
Conf bash (5.2.15-2+b13 Debian:12.12/stable [amd64])
# autopurge
Purg libfoo1 [1.0]
`;
  expect(aptPending.parse(Buffer.from(answer), ['autopurge', 'dist-upgrade'])).toEqual([
    [{ name: 'libfoo1', from: '1.0' }],
    [
      { name: 'libold', from: '1.0-1' },
      { name: 'bash', from: '5.2.15-2+b8', to: '5.2.15-2+b13' },
      { name: 'libnew', to: '2.0-1' },
    ],
  ]);
});
