import { expect, test } from '@jest/globals';
import { explainOpenSsh } from '../../../src/hosts/openssh/explain.ts';

test.each([
  ['ssh: Could not resolve hostname web1: Name or service not known', 'unreachable', false],
  ['ssh: connect to host web1 port 22: Connection refused', 'unreachable', false],
  ['ssh: connect to host web1 port 22: Connection timed out', 'unreachable', false],
  ['Connection timed out during banner exchange\nConnection to web1 port 22 timed out', 'unreachable', false],
  [
    'kex_exchange_identification: Connection closed by remote host\nConnection closed by web1 port 22',
    'unreachable',
    true,
  ],
  ['kex_exchange_identification: read: Connection reset by peer', 'unreachable', true],
  ['alice@web1: Permission denied (publickey,password).', 'authentication', false],
  ['Received disconnect from web1 port 22:2: Too many authentication failures', 'authentication', false],
  [
    'No ED25519 host key is known for web1 and you have requested strict checking.\nHost key verification failed.',
    'host-key-unknown',
    false,
  ],
  ['Unable to negotiate with web1 port 22: no matching host key type found.', 'unreachable', false],
  ['', 'unreachable', false],
])('%j', (said, code, retryable) => {
  const failure = explainOpenSsh('web1', `${said}\r\n`);
  expect([failure.error.code, failure.retryable]).toEqual([code, retryable]);
  expect(failure.error.message).toMatch(/^ssh cannot connect to web1: \S/);
  expect(failure.error.message).not.toMatch(/[\r\n]/);
});

test('a changed key is told with what ssh says about it, without its drawing', () => {
  const said = `@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
@@@@@@@@@@@@@@@@@@@@@@@
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Someone could be eavesdropping on you right now (man-in-the-middle attack)!
SHA256:abc.
Offending ED25519 key in /home/a/.ssh/known_hosts:7
Host key verification failed.`;
  const { error } = explainOpenSsh('web1', said);
  expect(error.code).toBe('host-key-changed');
  expect(error.message).toBe(
    'ssh cannot connect to web1: WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! SHA256:abc. Offending ED25519 key in /home/a/.ssh/known_hosts:7 Host key verification failed.',
  );
});
