import { describe, expect, test } from '@jest/globals';
import { readHostDefinition } from '../../src/inventory/host-definition.ts';

describe('the definition of a host', () => {
  test.each<[string, readonly string[], number | undefined]>([
    ['web1', ['web1'], undefined],
    ['web1:22', ['web1'], 22],
    ['web[08:10]:22', ['web08', 'web09', 'web10'], 22],
    ['[2001:db8::1]', ['2001:db8::1'], undefined],
    ['[2001:db8::1]:22', ['2001:db8::1'], 22],
    ['2001:db8::1', ['2001:db8::1'], undefined],
    ['fe80::[1:2]', ['fe80::1', 'fe80::2'], undefined],
    ['[fe80::[1:2]]:22', ['fe80::1', 'fe80::2'], 22],
    ['[a:c:2].example', ['a.example', 'c.example'], undefined],
    ['[web1]:22', ['web1'], 22],
    ['[a:b]', ['a', 'b'], undefined],
  ])('%s', (text, names, port) => {
    expect(readHostDefinition(text)).toEqual({ names, port });
  });

  test.each([
    ['web:', 'ends with a colon'],
    ['web:0', '0 is no port'],
    ['web:65536', '65536 is no port'],
    ['web[1:]', 'has no end'],
    ['web[3:1]', 'ends before it begins'],
    ['web[c:a]', 'ends before it begins'],
    ['web[1:c]', 'neither a range of numbers nor of letters'],
    ['web[1:9:0]', 'not a positive number'],
    ['web[1:2:3:4]', 'too many parts'],
    ['web[1:99999999999999999999]', 'more than 65536 hosts'],
    ['[0:999][0:999]', 'more than 65536 hosts'],
  ])('%s is refused', (text, problem) => {
    expect(readHostDefinition(text)).toEqual({ problem: expect.stringContaining(problem) });
  });
});
