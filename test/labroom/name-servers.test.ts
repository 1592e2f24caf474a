import { expect, test } from '@jest/globals';
import { nameServerArguments } from '../../src/lab/name-servers.ts';

test('the first file with a server that is not on the loopback counts', () => {
  const stub = 'nameserver 127.0.0.53\noptions edns0\n';
  const real = '# by hand\nnameserver 192.0.2.53\nnameserver 2001:db8::53\nsearch example\n';
  expect(nameServerArguments([stub, real])).toEqual(['--env', 'LAB_NAME_SERVERS=192.0.2.53 2001:db8::53']);
  expect(nameServerArguments([real, 'nameserver 192.0.2.1'])).toEqual([
    '--env',
    'LAB_NAME_SERVERS=192.0.2.53 2001:db8::53',
  ]);
});

test('without such a server nothing is said', () => {
  expect(nameServerArguments(['', 'nameserver 127.0.0.1\nnameserver ::1\n'])).toEqual([]);
});
