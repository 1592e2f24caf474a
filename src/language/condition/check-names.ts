import { problem } from '../../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { childrenOf } from './children-of.ts';
import { filters } from './filters.ts';
import type { Expression } from './model.ts';
import { arityProblem } from './operation.ts';
import { tests } from './tests.ts';

/** Filters and tests that do not exist, or get the wrong arguments. */
export function checkNames(expression: Expression): readonly Diagnostic[] {
  return [...childrenOf(expression).flatMap(checkNames), ...checkOne(expression)];
}

function checkOne(expression: Expression): readonly Diagnostic[] {
  if (expression.type !== 'filter' && expression.type !== 'test') return [];
  const { type, name, args, named, span } = expression;
  const known = type === 'filter' ? filters : tests;
  const operation = known.get(name);
  if (!operation) {
    return [problem('unknown-filter', `there is no ${type} "${name}"`, span, { hint: hintFor(type, name) })];
  }
  const names = named.map((each) => each.name);
  const wrong = arityProblem(operation, args.length, names);
  return wrong === undefined ? [] : [problem('condition-type', `the ${type} "${name}" ${wrong}`, span)];
}

function hintFor(type: 'filter' | 'test', name: string): string | undefined {
  const [own, other] = type === 'filter' ? [filters, tests] : [tests, filters];
  if (other.has(name)) return type === 'filter' ? `it is a test: "x is ${name}"` : `it is a filter: "x | ${name}"`;
  return didYouMean(name, own.keys()) ?? replacements.get(name);
}

const replacements = new Map([
  ['empty', 'write "x | length == 0"'],
  ['exists', 'read the file with "stat" and look at the registered result'],
  ['file', 'read the file with "stat" and look at the registered result'],
  ['directory', 'read the file with "stat" and look at the registered result'],
  ['json_query', 'write "x | selectattr(…) | map(attribute=…)"'],
  ['random', 'a plan must give the same result as the run after it'],
  ['shuffle', 'a plan must give the same result as the run after it'],
]);
