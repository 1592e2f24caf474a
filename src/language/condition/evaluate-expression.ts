import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import { usedAt } from '../../diagnostics/used-at.ts';
import type { Scope } from '../scope.ts';
import { isTrue } from '../value/is-true.ts';
import { typeName } from '../value/type-name.ts';
import { ValueError } from '../value/value-error.ts';
import { lookUp } from '../lookups.ts';
import { negate } from './arithmetic.ts';
import { filters } from './filters.ts';
import { rangeOf } from './range-of.ts';
import { isMissing, Missing, MissingError } from './missing.ts';
import { memberOf, sliceOf } from './member.ts';
import type { MemberPlace } from './member.ts';
import type { BinaryOperator, Expression } from './model.ts';
import type { Operation } from './operation.ts';
import { applyOperation } from './apply-operation.ts';
import { applyOperator } from './operators.ts';
import { tests } from './tests.ts';

type Filtered = Extract<Expression, { readonly type: 'filter' | 'test' }>;

/** The value of an expression; what is missing is an error. */
export function evaluateExpression(expression: Expression, scope: Scope): unknown {
  const value = evaluateLoosely(expression, scope);
  if (isMissing(value)) throw unknownVariable(value, expression);
  // Only filters make lists with holes: `users | map(attribute='shell')`.
  const hole = Array.isArray(value) && !isStored(expression) ? value.find(isMissing) : undefined;
  if (hole) throw unknownVariable(hole, expression);
  return value;
}

function isStored(expression: Expression): boolean {
  return expression.type === 'variable' || expression.type === 'member';
}

function unknownVariable(missing: Missing, expression: Expression): InputError {
  const { message, hint } = missing.describe();
  return new InputError([problem(missing.code, message, missing.span ?? expression.span, { hint })]);
}

/** May give `Missing`. */
function evaluateLoosely(expression: Expression, scope: Scope): unknown {
  switch (expression.type) {
    case 'literal':
      return expression.value;
    case 'list':
      return expression.items.map((item) => evaluateExpression(item, scope));
    case 'map':
      return located(expression, () => mapOf(expression.entries, scope));
    case 'variable':
      return variable(expression.name, expression, scope);
    case 'member':
      return memberOf(
        evaluateLoosely(expression.object, scope),
        evaluateExpression(expression.key, scope),
        placeOf(expression, expression.object),
      );
    case 'slice':
      return located(expression, () =>
        sliceOf(
          evaluateExpression(expression.object, scope),
          expression.from && evaluateExpression(expression.from, scope),
          expression.to && evaluateExpression(expression.to, scope),
        ),
      );
    case 'unary': {
      const operand = evaluateExpression(expression.operand, scope);
      if (expression.operator === 'not') return !isTrue(operand);
      return located(expression, () => (expression.operator === '-' ? negate(operand) : 0 - negate(operand)));
    }
    case 'binary':
      return binary(expression, expression.operator, expression.left, expression.right, scope);
    case 'conditional':
      return conditional(expression, scope);
    case 'filter':
      return operate(expression, filters.get(expression.name), scope);
    case 'test':
      return operate(expression, tests.get(expression.name), scope) !== expression.negated;
    case 'call':
      if (expression.name === 'lookup') return located(expression, () => lookup(expression, scope));
      return located(expression, () => rangeOf(expression.args.map((argument) => evaluateExpression(argument, scope))));
  }
}

function lookup(expression: Extract<Expression, { readonly type: 'call' }>, scope: Scope): unknown {
  const [kind, name] = expression.args.map((argument) => evaluateExpression(argument, scope));
  const [, argument = expression] = expression.args;
  const found = lookUp(kind, { value: name, trusted: (other) => evaluateExpression(argument, other) }, scope);
  const [fallback] = expression.named;
  if (found !== undefined || fallback !== undefined)
    return found ?? evaluateExpression(fallback?.value ?? expression, scope);
  const message = `there is no ${kind === 'env' ? 'environment variable' : 'file'} "${String(name)}"`;
  return new Missing(() => ({ message, hint: 'write "| default(…)"' }), expression.span, 'lookup-missing');
}

function placeOf(member: Expression, object: Expression): MemberPlace {
  const { source, start, end } = object.span;
  const isPrecise = end < member.span.end;
  return { span: member.span, owner: isPrecise ? source.text.slice(start, end) : undefined };
}

function mapOf(
  entries: readonly { readonly key: Expression; readonly value: Expression }[],
  scope: Scope,
): Readonly<Record<string, unknown>> {
  const map = Object.create(null) as Record<string, unknown>;
  for (const entry of entries) {
    const key = evaluateExpression(entry.key, scope);
    if (typeof key !== 'string') throw new ValueError(`the key of a map must be a string, not ${typeName(key)}`);
    map[key] = evaluateExpression(entry.value, scope);
  }
  return map;
}

function variable(name: string, expression: Expression, scope: Scope): unknown {
  const value = Object.hasOwn(scope, name) ? read(name, expression, scope) : undefined;
  if (value !== undefined && typeof value !== 'function') return value;
  return new Missing(
    () => ({ message: `the variable "${name}" is not defined`, hint: hintFor(name, scope) }),
    expression.span,
  );
}

/** A variable with a text of its own is rendered when it is read. */
function read(name: string, expression: Expression, scope: Scope): unknown {
  try {
    return scope[name];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(usedAt(error.diagnostics, expression.span));
  }
}

function hintFor(name: string, scope: Scope): string | undefined {
  if (name === 'null') return 'write "none"';
  return didYouMean(name, Object.keys(scope)) ?? undefined;
}

function binary(
  expression: Expression,
  operator: BinaryOperator,
  left: Expression,
  right: Expression,
  scope: Scope,
): unknown {
  const first = evaluateExpression(left, scope);
  if (operator === 'and') return isTrue(first) ? evaluateExpression(right, scope) : first;
  if (operator === 'or') return isTrue(first) ? first : evaluateExpression(right, scope);
  const second = evaluateExpression(right, scope);
  return located(expression, () => applyOperator(operator, first, second));
}

function conditional(expression: Extract<Expression, { readonly type: 'conditional' }>, scope: Scope): unknown {
  if (isTrue(evaluateExpression(expression.test, scope))) return evaluateLoosely(expression.then, scope);
  if (expression.otherwise) return evaluateLoosely(expression.otherwise, scope);
  return new Missing(() => ({ message: 'this has no value, because there is no "else"' }), expression.span);
}

function operate(expression: Filtered, operation: Operation | undefined, scope: Scope): unknown {
  if (!operation)
    throw new InputError([problem('unknown-filter', `there is no "${expression.name}"`, expression.span)]);
  const read = operation.missing === 'accepted' ? evaluateLoosely : evaluateInput;
  const input = read(expression.input, scope);
  const args = expression.args.map((argument) => read(argument, scope));
  const named = new Map(expression.named.map(({ name, value }) => [name, evaluateExpression(value, scope)]));
  return located(expression, () => applyOperation(operation, input, args, named));
}

/** Lists may have holes here: filters that pick items look at them themselves. */
function evaluateInput(expression: Expression, scope: Scope): unknown {
  const value = evaluateLoosely(expression, scope);
  if (isMissing(value)) throw unknownVariable(value, expression);
  return value;
}

function located<Result>(expression: Expression, apply: () => Result): Result {
  try {
    return apply();
  } catch (error) {
    if (error instanceof MissingError) throw unknownVariable(error.missing, expression);
    if (!(error instanceof ValueError)) throw error;
    const name = expression.type === 'filter' || expression.type === 'test' ? `${expression.name}: ` : '';
    throw new InputError([problem('condition-type', name + error.message, expression.span, { hint: error.hint })]);
  }
}
