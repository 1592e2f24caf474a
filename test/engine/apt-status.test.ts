import { expect, test } from '@jest/globals';
import { readAptStatus, withoutAptStatus } from '../../src/engine/apt-status.ts';

test.each([
  ['pmstatus:nginx:60.7:Unpacking nginx (amd64)', { message: 'Unpacking nginx (amd64)', percent: 60 }],
  ['dlstatus:1:9:Retrieving file 1 of 2: a:b', { message: 'Retrieving file 1 of 2: a:b', percent: 9 }],
  ['pmstatus:x:250.0:more than all', { message: 'more than all', percent: 100 }],
  ['pmstatus:x::nothing', undefined],
  ['pmerror:x:60.0:no status', undefined],
  ['it says pmstatus:x:60.0:what', undefined],
])('%s', (line, status) => {
  expect(readAptStatus(line)).toEqual(status);
});

test('what apt says to people is kept byte for byte', () => {
  const said = Buffer.from('Reading\npmstatus:a:1.0:x\n\xff\ndlstatus:1:9.3:y\nend', 'latin1');
  expect(Buffer.from(withoutAptStatus(said)).toString('latin1')).toBe('Reading\n\xff\nend');
});
