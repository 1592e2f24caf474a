import { expect, test } from '@jest/globals';
import { kernelModule } from '../../src/facts/kernel-module.ts';
import { runFact, shells } from '../support/run-fact.ts';

const read = (text: string, ...names: string[]) => kernelModule.parse(Buffer.from(text), names);

test('tells loaded, built in and absent modules apart, with hyphens or without', () => {
  const text = `modules
loaded br_netfilter
builtin ext4
/etc/modules:dummy numdummies=2
/etc/modules-load.d/a.conf:br-netfilter
`;
  expect(read(text, 'br-netfilter', 'ext4', 'dummy')).toEqual([
    { state: 'loaded', bootFiles: ['/etc/modules-load.d/a.conf'] },
    { state: 'builtin', bootFiles: [] },
    { state: 'absent', bootFiles: ['/etc/modules'] },
  ]);
});

test('a kernel without /proc/modules loads none', () => {
  expect(read('', 'dummy')).toEqual([{ state: 'unsupported', bootFiles: [] }]);
});

test.each(shells)('reads this machine (%s)', (_, shell) => {
  expect(runFact(kernelModule, ['no-such-module'], shell)[0]?.bootFiles).toEqual([]);
});
