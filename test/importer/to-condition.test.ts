import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Cannot } from '../../src/importer/cannot.ts';
import { toCondition } from '../../src/importer/to-condition.ts';
import { evaluate } from '../../src/language/condition/evaluate.ts';
import { parseCondition } from '../../src/language/condition/parse.ts';
import { askJinja } from '../support/ask-jinja.ts';
import { locatedText } from '../support/located-text.ts';
import { expressions, judgedScope } from '../language/condition/expressions.ts';
import { list, templateScope, test as testText, value } from './templates.ts';

const combined = fc
  .tuple(fc.oneof(value, testText, list), fc.oneof(value, testText), testText)
  .map(([a, b, c]) => `(${a}) if (${c}) and not (${b}) else [${a}, ${b}]`);

test.each([
  ['of its own', fc.oneof(value, testText, list, combined), templateScope],
  ['of conditions', expressions, judgedScope],
])('expressions %s that are converted give what Jinja gives', (_, generated, scope) => {
  const asked = fc.sample(generated, { numRuns: 1_000, seed: 5 });
  const answers = askJinja(asked, scope);
  let compared = 0;
  const differences = asked.flatMap((text, index) => {
    const [converted, theirs] = [convert(text), answers[index]];
    if (!theirs || 'error' in theirs || converted === undefined) return [];
    const ours = give(converted, scope);
    if (ours === undefined) return [];
    compared += 1;
    return JSON.stringify(ours) === JSON.stringify(theirs.value)
      ? []
      : [{ text, converted, ours, theirs: theirs.value }];
  });
  expect(differences.slice(0, 3)).toEqual([]);
  expect(compared).toBeGreaterThan(300);
});

test.each([
  ["ansible_os_family == 'Debian'", "facts.os_family == 'Debian'"],
  ["ansible_facts['distribution'] in ['Debian', 'Ubuntu']", "facts.distribution in ['Debian', 'Ubuntu']"],
  ["name.startswith('w.')", String.raw`name is match('w\\.')`],
  ["x.split('-')[0] | int > 3 and not y.keys()", "(x | split('-'))[0] | int > 3 and not y | list"],
  ['ansible_processor_vcpus | default(ansible_processor_count)', 'facts.processor_vcpus'],
  ["a  is defined and b.c == 'x'", "a  is defined and b.c == 'x'"],
])('%s', (jinja, wanted) => {
  expect(toCondition(jinja)).toBe(wanted);
});

test.each([
  ['ansible_selinux.status', 'the fact selinux'],
  ['x | json_query("a")', 'there is no filter "json_query"'],
  ["lookup('pipe', 'date') == 'x'", 'the lookup pipe'],
  ['x.format(1)', 'the method format()'],
  ['x is weird', 'there is no test "weird"'],
  ['x +', 'an expression that cannot be read'],
])('%s cannot be converted', (text, reason) => {
  expect(() => toCondition(text)).toThrow(reason);
});

function convert(text: string): string | undefined {
  try {
    return toCondition(text);
  } catch (error) {
    if (error instanceof Cannot) return undefined;
    throw error;
  }
}

/** Nothing for what our conditions refuse: they are stricter, and say so. */
function give(text: string, scope: object): unknown {
  try {
    return evaluate(parseCondition(locatedText(text)), scope as Readonly<Record<string, unknown>>);
  } catch {
    return undefined;
  }
}
