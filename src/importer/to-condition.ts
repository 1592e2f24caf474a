import { InputError } from '../diagnostics/errors.ts';
import { parseCondition } from '../language/condition/parse.ts';
import { Cannot } from './cannot.ts';
import type { JinjaArguments, JinjaExpression } from './jinja/model.ts';
import { parseJinja } from './jinja/parse-expression.ts';
import { simplify } from './simplify.ts';

/**
 * An expression of Jinja as one of our conditions. What is right already comes back as it was written.
 * @throws Cannot
 */
export function toCondition(text: string): string {
  const original = parseJinja(text);
  const simple = simplify(original);
  const same = JSON.stringify(simple) === JSON.stringify(original) && problemOf(text) === undefined;
  return same ? text.trim() : printCondition(simple);
}

/** @throws Cannot when our conditions do not know something in it */
export function printCondition(simple: JinjaExpression): string {
  const printed = print(simple, 0);
  const problem = problemOf(printed);
  if (problem !== undefined) throw new Cannot(problem);
  return printed;
}

function problemOf(text: string): string | undefined {
  const source = { name: 'expression', text };
  try {
    parseCondition({ type: 'scalar', value: text, span: { source, start: 0, end: text.length } });
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error.diagnostics[0]?.message ?? error.message;
    throw error;
  }
}

/** How tight operators bind; what stands in an operand that binds looser gets parentheses. */
const strengths: ReadonlyMap<string, number> = new Map<string, number>([
  ...(['or'] as const).map((each) => [each, 1] as const),
  ['and', 2],
  ...['==', '!=', '<', '<=', '>', '>=', 'in', 'not in'].map((each) => [each, 4] as const),
  ...['+', '-'].map((each) => [each, 5] as const),
  ['~', 6],
  ...['*', '/', '//', '%'].map((each) => [each, 7] as const),
  ['**', 8],
]);
const tightest = 10;

function print(expression: JinjaExpression, least: number): string {
  const [text, strength] = printed(expression);
  return strength < least ? `(${text})` : text;
}

function printed(expression: JinjaExpression): readonly [text: string, strength: number] {
  switch (expression.type) {
    case 'literal':
      return [literalText(expression.value), tightest];
    case 'list':
      return [`[${expression.items.map((item) => print(item, 0)).join(', ')}]`, tightest];
    case 'map': {
      const entries = expression.entries.map(([key, value]) => `${print(key, 0)}: ${print(value, 0)}`);
      return [`{${entries.join(', ')}}`, tightest];
    }
    case 'variable':
      return [expression.name, tightest];
    case 'member': {
      const { key } = expression;
      const object = print(expression.object, tightest);
      const isName = key.type === 'literal' && typeof key.value === 'string' && /^[A-Za-z_]\w*$/.test(key.value);
      return [isName ? `${object}.${key.value}` : `${object}[${print(key, 0)}]`, tightest];
    }
    case 'slice': {
      const [from, to] = [expression.from, expression.to].map((each) => (each ? print(each, 0) : ''));
      return [`${print(expression.object, tightest)}[${from ?? ''}:${to ?? ''}]`, tightest];
    }
    case 'unary':
      if (expression.operator === 'not') return [`not ${print(expression.operand, 3)}`, 3];
      return [`${expression.operator}${print(expression.operand, tightest)}`, 9];
    case 'binary': {
      const strength = strengths.get(expression.operator) ?? 1;
      const isComparison = strength === 4;
      const left = print(expression.left, isComparison ? strength + 1 : strength);
      return [`${left} ${expression.operator} ${print(expression.right, strength + 1)}`, strength];
    }
    case 'conditional': {
      const { then, test, otherwise } = expression;
      const end = otherwise ? ` else ${print(otherwise, 0)}` : '';
      return [`${print(then, 1)} if ${print(test, 1)}${end}`, 0];
    }
    case 'filter': {
      const name = expression.name === 'dictitems' ? refuse('the method items()') : expression.name;
      return [`${print(expression.input, 9)} | ${name}${argumentsText(expression)}`, 9];
    }
    case 'test': {
      const not = expression.negated ? ' not' : '';
      return [`${print(expression.input, 9)} is${not} ${expression.name}${argumentsText(expression)}`, 9];
    }
    case 'call':
      return [`${expression.name}(${inner(expression)})`, tightest];
    case 'method':
      return refuse(`the method ${expression.name}()`);
  }
}

function refuse(reason: string): never {
  throw new Cannot(reason);
}

function argumentsText(of: JinjaArguments): string {
  return of.args.length + of.named.length === 0 ? '' : `(${inner(of)})`;
}

function inner({ args, named }: JinjaArguments): string {
  return [...args.map((each) => print(each, 0)), ...named.map(([name, value]) => `${name}=${print(value, 0)}`)].join(
    ', ',
  );
}

function literalText(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return value === null ? 'none' : String(value);
  const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', "'": "\\'" };
  return `'${value.replace(/[\n\r\t\\']/g, (each) => escapes[each] ?? each)}'`;
}
