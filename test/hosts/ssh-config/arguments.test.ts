import { expect, test } from '@jest/globals';
import { readSshArguments } from '../../../src/hosts/ssh-config/arguments.ts';

test('options are read in all of the ways in which ssh takes them', () => {
  const words = [
    '-o',
    'Port=22',
    '-oUser=bob',
    '-4C',
    '-p2222',
    '-i',
    '/k',
    '-F',
    '/cfg',
    '-vvJ',
    'a,b',
    '-o',
    'HostKeyAlias rack',
  ];
  const { options, configFile, stray } = readSshArguments(words);
  expect(Object.fromEntries(options)).toEqual({
    port: ['22', '2222'],
    user: ['bob'],
    identityfile: ['/k'],
    proxyjump: ['a,b'],
    hostkeyalias: ['rack'],
  });
  expect([configFile, stray]).toEqual(['/cfg', undefined]);
});

test('quotes around a value go', () => {
  expect(readSshArguments(['-o', 'IdentityFile="/my key"']).options.get('identityfile')).toEqual(['/my key']);
});

test.each([[['-4', 'host']], [['--']], [['']], [['-']]])('%j holds a word that is no option', (words) => {
  expect(readSshArguments(words).stray).toBe(words.at(-1));
});
