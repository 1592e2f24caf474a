import { describe, expect, test } from '@jest/globals';
import { knownHostsLines } from '../../src/lab/settle-host.ts';

const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIKHu5hLy9m0rO6dZ1C4Ww7u3v7nQ0kXvV2dR8m6Zr2aB';

describe('knownHostsLines', () => {
  test('public key files become lines for the address, without their comments', () => {
    const output = `ssh-ed25519 ${key} root@web1\necdsa-sha2-nistp256 ${key}=\n`;
    expect(knownHostsLines('198.18.10.11', output)).toEqual([
      `198.18.10.11 ssh-ed25519 ${key}`,
      `198.18.10.11 ecdsa-sha2-nistp256 ${key}=`,
    ]);
  });

  test('a host cannot slip in markers, other addresses or control characters', () => {
    const output = [
      `@cert-authority * ssh-ed25519 ${key}`,
      `* ssh-ed25519 ${key}`,
      `ssh-ed25519 ${key}\u001b[31m`,
      `ssh-ed25519 ${key}\r`,
      'ssh-ed25519 short',
      'Permission denied',
    ].join('\n');
    expect(knownHostsLines('198.18.10.11', output)).toEqual([]);
  });
});
