import { Cursor } from './cursor.ts';
import type { SpanOf } from './cursor.ts';
import type { BinaryOperator, Expression } from './model.ts';
import { parsePrimary } from './primary.ts';
import { parsePostfix } from './postfix.ts';
import { ConditionSyntaxError } from './syntax-error.ts';

/** Parses the whole text with Jinja's grammar and precedences. */
export function parseExpression(text: string, spanOf: SpanOf): Expression {
  const braces = /^\s*\{[{%]/.exec(text);
  if (braces) throw braced(text);
  const cursor = new Cursor(text, spanOf, parseConditional);
  if (cursor.peek().type === 'end') throw new ConditionSyntaxError('a condition is missing', { start: 0, end: 1 });
  const expression = parseConditional(cursor);
  if (cursor.peek().type !== 'end') throw cursor.unexpected();
  return expression;
}

function braced(text: string): ConditionSyntaxError {
  const inner = /^\s*\{\{\s*([^{}]*?)\s*\}\}\s*$/.exec(text)?.[1];
  const hint = inner === undefined ? 'write variables without braces' : `write ${inner}`;
  return new ConditionSyntaxError(
    'a condition is an expression already, it needs no braces',
    { start: 0, end: text.length },
    hint,
  );
}

/** `a if b else c` */
function parseConditional(cursor: Cursor): Expression {
  let then = parseBinary(cursor, 0);
  while (cursor.take('name', 'if')) {
    const test = parseBinary(cursor, 0);
    const otherwise = cursor.take('name', 'else') ? parseConditional(cursor) : undefined;
    then = cursor.spanned(then, { type: 'conditional', test, then, otherwise });
  }
  return then;
}

/** From the loosest to the tightest; all are left-associative, even `**`. */
const levels: readonly (readonly BinaryOperator[])[] = [
  ['or'],
  ['and'],
  [],
  ['==', '!=', '<', '<=', '>', '>=', 'in', 'not in'],
  ['+', '-'],
  ['~'],
  ['*', '/', '//', '%'],
  ['**'],
];
const notLevel = 2;
const comparisonLevel = 3;

function parseBinary(cursor: Cursor, level: number): Expression {
  const operators = levels[level];
  if (!operators) return parseUnary(cursor, 'with filters');
  if (level === notLevel) return parseNot(cursor);
  if (level === comparisonLevel) return parseComparison(cursor);
  let left = parseBinary(cursor, level + 1);
  for (let operator = cursor.takeOperator(operators); operator; operator = cursor.takeOperator(operators)) {
    const right = parseBinary(cursor, level + 1);
    left = cursor.spanned(left, { type: 'binary', operator, left, right });
  }
  return left;
}

function parseNot(cursor: Cursor): Expression {
  const start = cursor.peek().start;
  if (!cursor.take('name', 'not')) return parseBinary(cursor, comparisonLevel);
  const operand = cursor.nested(() => parseNot(cursor));
  return cursor.from(start, { type: 'unary', operator: 'not', operand });
}

/** `1 < x < 5` means `1 < x and x < 5`. */
function parseComparison(cursor: Cursor): Expression {
  let left = parseBinary(cursor, comparisonLevel + 1);
  let all: Expression | undefined;
  const operators = levels[comparisonLevel] ?? [];
  for (let operator = cursor.takeOperator(operators); operator; operator = cursor.takeOperator(operators)) {
    const right = parseBinary(cursor, comparisonLevel + 1);
    const one = cursor.spanned(left, { type: 'binary', operator, left, right });
    all = all ? cursor.spanned(all, { type: 'binary', operator: 'and', left: all, right: one }) : one;
    left = right;
  }
  return all ?? left;
}

/** A sign binds tighter than a filter: `-1 | abs` is 1. */
function parseUnary(cursor: Cursor, form: 'with filters' | 'without filters'): Expression {
  const { start } = cursor.peek();
  const operator = cursor.takeOperator(['-', '+']);
  const operand = operator
    ? cursor.from(start, {
        type: 'unary',
        operator,
        operand: cursor.nested(() => parseUnary(cursor, 'without filters')),
      })
    : parsePrimary(cursor);
  return parsePostfix(cursor, operand, form);
}
