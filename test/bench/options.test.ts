import { expect, test } from '@jest/globals';
import { parseOptions } from './options.ts';
import { knownTools } from './tools/known-tools.ts';

test('without words all is measured', () => {
  expect(parseOptions([])).toMatchObject({ hosts: [1, 10, 30], rounds: 5, latencies: [0], tools: undefined });
  expect(parseOptions([]).phases).toEqual(['fresh', 'converged', 'plan', 'damaged']);
  expect(knownTools(parseOptions([])).map((tool) => tool.name)).toEqual([
    ...['rackwright', 'floor', 'ansible', 'mitogen', 'pyinfra'],
  ]);
});

test('lists are taken apart, and few hosts come first', () => {
  const options = parseOptions(['--hosts', '10,1', '--latency', '0,20', '--phases', 'plan', '--tools', 'floor']);
  expect(options).toMatchObject({ hosts: [1, 10], latencies: [0, 20], phases: ['plan'] });
  expect(knownTools(options).map((tool) => tool.name)).toEqual(['floor']);
});

test.each([
  [['--hosts', '0'], '--hosts takes whole numbers'],
  [['--rounds', 'many'], '--rounds takes whole numbers'],
  [['--phases', 'warm'], 'there is no phase "warm"'],
  [['--network', '10.0.0'], '--network takes'],
  [['--frobnicate'], 'frobnicate'],
])('%j is refused', (words, message) => {
  expect(() => parseOptions(words)).toThrow(message);
});

test('a tool that nobody knows is refused', () => {
  expect(() => knownTools(parseOptions(['--tools', 'puppet']))).toThrow('there is no tool "puppet"');
});
