import { expect, test } from '@jest/globals';
import { sysctlSettings } from '../../src/facts/sysctl-settings.ts';
import { runFact } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { toolSets } from '../support/tool-sets.ts';

const read = (text: string, name = 'kernel.panic') => sysctlSettings.parse(Buffer.from(text), [name])[0];

test('sorts by the names of the files, whatever their directory', () => {
  const text = `file:/etc/sysctl.d/90-mine.conf
file:/usr/lib/sysctl.d/10-default.conf
file:/etc/sysctl.conf
/etc/sysctl.d/90-mine.conf:3:kernel.panic = 10
/usr/lib/sysctl.d/10-default.conf:1:kernel/panic=0
/etc/sysctl.conf:9: -kernel.panic=5
`;
  expect(read(text)).toEqual([
    { file: '/usr/lib/sysctl.d/10-default.conf', line: 1, value: '0' },
    { file: '/etc/sysctl.d/90-mine.conf', line: 3, value: '10' },
    { file: '/etc/sysctl.conf', line: 9, value: '5' },
  ]);
});

test('leaves out a file that another one of the same name hides', () => {
  const text = `file:/etc/sysctl.d/10-default.conf
file:/usr/lib/sysctl.d/10-default.conf
/usr/lib/sysctl.d/10-default.conf:1:kernel.panic=0
`;
  expect(read(text)).toEqual([]);
});

test('counts /etc/sysctl.conf once when a link leads to it', () => {
  const text = `file:/etc/sysctl.d/99-sysctl.conf
file:/etc/sysctl.conf
/etc/sysctl.d/99-sysctl.conf:1:kernel.panic=0
/etc/sysctl.conf:1:kernel.panic=0
`;
  expect(read(text)).toEqual([{ file: '/etc/sysctl.d/99-sysctl.conf', line: 1, value: '0' }]);
});

test.each(toolSets(temporaryDirectory()))('reads this machine’s files with $title', ({ shell, environment }) => {
  const [settings] = runFact(sysctlSettings, ['fs.protected_hardlinks'], shell, environment);
  expect(settings?.every((each) => each.file.startsWith('/'))).toBe(true);
});
