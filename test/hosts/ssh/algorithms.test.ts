import { expect, test } from '@jest/globals';
import ssh2 from 'ssh2';
import { chooseAlgorithms, hostKeyAlgorithmsByType } from '../../../src/hosts/ssh/algorithms.ts';

test('everything that is preferred is known to ssh2', () => {
  const algorithms = chooseAlgorithms({}, [])!;
  // ssh2 throws for a name that it does not support, before it connects.
  const client = new ssh2.Client().on('error', () => undefined);
  expect(() => client.connect({ host: '127.0.0.1', port: 1, username: 'x', algorithms })).not.toThrow();
  client.destroy();
});

test('group exchange and SHA-1 are not offered', () => {
  const { kex, hmac, serverHostKey } = chooseAlgorithms({}, [])!;
  expect(JSON.stringify([kex, hmac, serverHostKey]).match(/group-exchange|sha1|"ssh-(rsa|dss)"/)).toBeNull();
});

test('host keys of known types come first', () => {
  const { serverHostKey } = chooseAlgorithms({}, ['ssh-rsa'])!;
  expect(serverHostKey).toEqual(['rsa-sha2-512', 'rsa-sha2-256', ...hostKeyAlgorithmsByType.slice(0, 2).flat()]);
});

test('the configuration narrows the choice, and may ask for old algorithms', () => {
  const allowed = { cipher: ['aes256-ctr', 'aes128-cbc', 'made-up'], serverHostKey: ['ssh-rsa', 'ssh-ed25519'] };
  expect(chooseAlgorithms(allowed, [])).toMatchObject({
    cipher: ['aes256-ctr', 'aes128-cbc'],
    serverHostKey: ['ssh-ed25519', 'ssh-rsa'],
  });
});

test('nothing is chosen when ssh2 knows nothing of what is allowed', () => {
  expect(chooseAlgorithms({ kex: ['sntrup761x25519-sha512@openssh.com'] }, [])).toBeUndefined();
});
