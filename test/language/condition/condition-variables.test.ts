import { expect, test } from '@jest/globals';
import { conditionVariables } from '../../../src/language/condition/condition-variables.ts';
import { parseCondition } from '../../../src/language/condition/parse.ts';
import { locatedText } from '../../support/located-text.ts';

test.each([
  ['a == 1 and b.c[d] > e', ['a', 'b', 'd', 'e']],
  ["a is defined and a.b == 'x'", ['a?', 'a']],
  ['a.b.c | default(d) | lower', ['a?', 'd']],
  ["[a, {'k': b}] | map(attribute=c) | list", ['a', 'b', 'c']],
  ['a if b else c[d:e]', ['a', 'b', 'c', 'd', 'e']],
  ['range(a) | first is divisibleby(b)', ['a', 'b']],
  ["true and none == 'text'", []],
])('%s', (text, names) => {
  const uses = conditionVariables(parseCondition(locatedText(text)));
  expect(uses.map((use) => use.name + (use.optional ? '?' : ''))).toEqual(names);
  for (const { name, span } of uses) expect(text.slice(span.start, span.end)).toBe(name);
});
