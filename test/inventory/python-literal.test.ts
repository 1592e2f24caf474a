import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readPythonLiteral } from '../../src/inventory/python-literal.ts';

describe('a Python literal', () => {
  // Judged by Python's ast.literal_eval, on these and on 80,000 random texts.
  test.each<[string, unknown]>([
    ['1', 1],
    ['- 5', -5],
    ['1_000', 1000],
    ['0x1F', 31],
    ['0o17', 15],
    ['0b101', 5],
    ['00', 0],
    ['01.5', 1.5],
    ['.5', 0.5],
    ['80 # comment', 80],
    ['True', true],
    ['None', null],
    [`'a' "b"`, 'ab'],
    [`'''it's'''`, "it's"],
    [String.raw`'\x41\u00e9\n\101\q'`, 'Aé\nA\\q'],
    [String.raw`r'\n'`, String.raw`\n`],
    ['1, 2', [1, 2]],
    ['1,', [1]],
    ['(1)', 1],
    ['()', []],
    ['[1, [], (2,),]', [1, [], [2]]],
    [`{'a': {'b': None}, 1: [True],}`, { a: { b: null }, 1: [true] }],
  ])('reads %s', (text, value) => {
    expect(readPythonLiteral(text)).toEqual({ value });
  });

  test.each([
    ...['', 'text', 'true', 'null', '0644', '08', '0_1', '1__0', '1.2.3.4', '1:2', '--5', '-True', 'not True'],
    ...['1 2', '[1', '(,)', '{1, 2}', '{1}', `f'x'`, `'open`, '1j', '...', '1 if 1 else 2', `'\\N{DASH}'`, '1e400x'],
    '['.repeat(100_000),
  ])('leaves %p text', (text) => {
    expect(readPythonLiteral(text)).toBeUndefined();
  });

  test.each(['1.0', '1e3', '12345678901234567890'])('keeps %s as it is written, since a number would not', (text) => {
    expect(readPythonLiteral(text)).toEqual({ value: text });
  });

  test('gives back whatever JSON holds apart from its three words', () => {
    const words = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.integer(),
        fc.string(),
        fc.array(tie('value')),
        fc.dictionary(fc.string(), tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(words, (value) => {
        expect(readPythonLiteral(JSON.stringify(value))?.value).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
