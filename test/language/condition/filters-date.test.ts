import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../../../src/language/condition/evaluate.ts';
import { parseCondition } from '../../../src/language/condition/parse.ts';
import { locatedText, problemsOf } from '../../support/located-text.ts';

const format = '%Y|%y|%m|%d|%e|%H|%I|%p|%M|%S|%j|%a|%A|%b|%B|%u|%w|%F|%T|%n|%t|%%';

test('dates are written as Python writes them in UTC', () => {
  const asked = fc.sample(fc.integer({ min: -30_000_000_000, max: 250_000_000_000 }), { numRuns: 500, seed: 1 });
  const script = `import json,sys,time\nprint(json.dumps([time.strftime(${JSON.stringify(format)}, time.gmtime(x)) for x in json.load(sys.stdin)]))`;
  const answers = execFileSync('/usr/bin/python3', ['-c', script], {
    input: JSON.stringify(asked),
    encoding: 'utf8',
    env: { LC_ALL: 'C' },
  });
  expect(asked.map((x) => give(`f | strftime(x)`, { f: format, x }))).toEqual(JSON.parse(answers));
});

test('a date with its zone is a moment', () => {
  expect(give('x | epoch', { x: '2026-11-27T12:00:00+01:00' })).toBe(1_795_777_200);
  expect(give('x | epoch', { x: '1970-01-02' })).toBe(86_400);
});

test.each(['x | epoch', '"%Q" | strftime(1)', '"%Y" | strftime(1e15)', '"%Y" | strftime("1")'])(
  '%s is refused',
  (text) => {
    expect(problemsOf(() => give(text, { x: '27.11.2026' }))).toHaveLength(1);
  },
);

function give(text: string, scope: object): unknown {
  return evaluate(parseCondition(locatedText(text)), scope as Readonly<Record<string, unknown>>);
}
