import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import type { LocatedScalar } from '../located.ts';
import { spanWithin } from '../text-origin.ts';
import { checkNames } from './check-names.ts';
import { parseExpression } from './grammar.ts';
import type { Condition } from './model.ts';
import { ConditionSyntaxError } from './syntax-error.ts';

/**
 * Parses an expression: a `when`, or a loop's expression without braces. A boolean or number written in its place is an
 * expression, too.
 * @throws InputError for syntax errors, unknown filters and tests
 */
export function parseCondition(scalar: LocatedScalar): Condition {
  let condition = parsed.get(scalar);
  if (condition === undefined) parsed.set(scalar, (condition = parse(scalar)));
  return condition;
}

/** Lives as long as the playbook: an argument that is an expression is asked for once for each host. */
const parsed = new WeakMap<LocatedScalar, Condition>();

function parse(scalar: LocatedScalar): Condition {
  const text = scalar.value === null ? '' : String(scalar.value);
  try {
    const root = parseExpression(text, (start, end) => spanWithin(scalar, text, start, end));
    const problems = checkNames(root);
    if (problems.length > 0) throw new InputError(problems);
    return { text, span: scalar.span, root };
  } catch (error) {
    if (!(error instanceof ConditionSyntaxError)) throw error;
    const span = spanWithin(scalar, text, error.start, error.end);
    throw new InputError([problem(error.code, error.message, span, { hint: error.hint })]);
  }
}
