import { expect, test } from '@jest/globals';
import { parseKnownHosts } from '../../../src/hosts/known-hosts/parse.ts';

const key = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519'), Buffer.alloc(36, 1)]).toString(
  'base64',
);

test('lines keep their place, role, names and key', () => {
  const text = `# mine\n\nweb1,10.0.0.1 ssh-ed25519 ${key} a comment\r\n\t@cert-authority *.example ssh-ed25519 ${key}\n@revoked * ssh-ed25519 ${key}`;
  const { lines, problems } = parseKnownHosts(text, 'kh');
  expect(problems).toEqual([]);
  expect(lines.map(({ key: blob, ...rest }) => ({ ...rest, key: blob.toString('base64') }))).toEqual([
    { file: 'kh', line: 3, role: 'key', names: 'web1,10.0.0.1', keyType: 'ssh-ed25519', key },
    { file: 'kh', line: 4, role: 'authority', names: '*.example', keyType: 'ssh-ed25519', key },
    { file: 'kh', line: 5, role: 'revoked', names: '*', keyType: 'ssh-ed25519', key },
  ]);
});

test.each([
  ['web1', 'a name, a key type or a key is missing'],
  ['web1 ssh-ed25519', 'a name, a key type or a key is missing'],
  ['web1 ssh-ed25519 not*base64', 'this is not a ssh-ed25519 key'],
  ['web1 ssh-ed25519 AAAA', 'this is not a ssh-ed25519 key'],
  [`web1 ssh-rsa ${key}`, 'this is not a ssh-rsa key'],
  [`@trusted web1 ssh-ed25519 ${key}`, 'the marker @trusted is not known'],
  ['web1 1024 35 1234567890', 'this is not a 1024 key'],
])('the broken line %j is reported and the next still counts', (broken, message) => {
  const { lines, problems } = parseKnownHosts(`${broken}\nweb2 ssh-ed25519 ${key}\n`, 'kh');
  expect(problems).toEqual([{ file: 'kh', line: 1, message }]);
  expect(lines.map((line) => line.names)).toEqual(['web2']);
});
