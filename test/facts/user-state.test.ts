import { userInfo } from 'node:os';
import { expect, test } from '@jest/globals';
import { userState } from '../../src/facts/user-state.ts';
import { runFact } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { toolSets } from '../support/tool-sets.ts';

test.each(toolSets(temporaryDirectory()))('reads users of this machine with $title', ({ shell, environment }) => {
  const self = userInfo();
  const [own, root, missing] = runFact(userState, [self.username, 'root', 'no-such-user'], shell, environment);
  expect(own).toMatchObject({ uid: self.uid, gid: self.gid, home: self.homedir, homeExists: true });
  expect(root).toMatchObject({ uid: 0, group: 'root' });
  expect(missing).toBeUndefined();
});

const answer = `user:home:deploy:x:1001:1001:De Ploy,,,:/home/deploy:/bin/bash
user::ldap:*:70000:70000::/nonexistent:/bin/sh
group:deploy:x:1001:
group:adm:x:4:syslog,deploy
group:sudo:x:27:deploy
group:empty:x:99:
`;

const read = (shadow: string, name = 'deploy') => userState.parse(Buffer.from(answer + shadow), [name])[0];

test('gathers groups and the kind of password', () => {
  expect(read('shadow:deploy:locked:21183\n')).toEqual({
    uid: 1001,
    gid: 1001,
    comment: 'De Ploy,,,',
    home: '/home/deploy',
    homeExists: true,
    shell: '/bin/bash',
    group: 'deploy',
    groups: ['adm', 'sudo'],
    password: 'locked',
    expiresDay: 21183,
  });
});

test('says that passwords cannot be read instead of taking them for missing', () => {
  expect(read('unreadable\n')?.password).toBe('unreadable');
});

test('takes a user of a directory service, who has no local group and no password here', () => {
  const user = read('', 'ldap');
  expect(user).toMatchObject({ groups: [], password: 'none', homeExists: false });
  expect(user).not.toHaveProperty('group');
});
