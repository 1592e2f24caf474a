import { expect, test } from '@jest/globals';
import { sshdSettings } from '../../src/facts/sshd-settings.ts';

const questions = [{ options: [] }, { options: ['MaxAuthTries=x'] }, { options: ['Port=1'], connection: 'user=a' }];

test('keeps all values of a keyword, and what sshd said when it refuses', () => {
  const text = `settings
 port 22
 port 2222
 banner none
 ciphers
refused
 command-line line 0: MaxAuthTries
 integer value invalid.
missing
`;
  expect(sshdSettings.parse(Buffer.from(text), questions)).toEqual([
    {
      type: 'settings',
      values: new Map([
        ['port', ['22', '2222']],
        ['banner', ['none']],
        ['ciphers', ['']],
      ]),
    },
    { type: 'refused', message: 'command-line line 0: MaxAuthTries integer value invalid.' },
    { type: 'missing' },
  ]);
});

test('a question is known by its options and its connection', () => {
  expect(new Set(questions.map((question) => sshdSettings.identity(question))).size).toBe(3);
});
