import { expect, test } from '@jest/globals';
import { pasteable } from '../../src/audit/pasteable.ts';

test.each([
  ['/etc/ssl/private/web-1.key', '/etc/ssl/private/web-1.key'],
  ['/srv/a b', 'FILE'],
  ['/srv/$(reboot)', 'FILE'],
  ['/srv/";reboot;"', 'FILE'],
  ['/srv/x\nreboot', 'FILE'],
  ['', 'FILE'],
])('what a host calls %j stands in a command as %s', (said, shown) => {
  expect(pasteable(said, 'FILE')).toBe(shown);
});
