import { expect, test } from '@jest/globals';
import { parseJumpHosts } from '../../../src/hosts/ssh-config/jump-hosts.ts';

test.each([
  ['none', []],
  ['a', [{ host: 'a' }]],
  ['bob@a:2222,b', [{ host: 'a', user: 'bob', port: 2222 }, { host: 'b' }]],
  ['ssh://bob@a:2222/', [{ host: 'a', user: 'bob', port: 2222 }]],
  ['[::1]:22', [{ host: '::1', port: 22 }]],
  ['bob@[fe80::1]', [{ host: 'fe80::1', user: 'bob' }]],
  ['fe80::1', [{ host: 'fe80::1' }]],
  ['bob@corp@a', [{ host: 'a', user: 'bob@corp' }]],
])('%s', (value, expected) => {
  expect(parseJumpHosts(value)).toEqual(expected);
});
