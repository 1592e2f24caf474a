import { filters } from '../language/condition/filters.ts';
import { tests } from '../language/condition/tests.ts';
import { helpers } from '../language/template/helpers.ts';
import { Cannot } from './cannot.ts';
import type { JinjaArguments, JinjaExpression } from './jinja/model.ts';

/** Where an expression stands in a template. */
export interface Surroundings {
  /** Names of loops and of `set`. */
  readonly bound: ReadonlySet<string>;
  /** Inside a loop a name that is not bound would be a field of the item. */
  readonly inLoop: boolean;
}

/**
 * A simple expression as an argument of a Handlebars helper.
 * @throws Cannot
 */
export function toHelper(expression: JinjaExpression, around: Surroundings): string {
  const call = callOf(expression, around);
  return Array.isArray(call) ? `(${call.join(' ')})` : String(call);
}

/** The same as it stands in `{{ }}` alone: a call needs no parentheses. */
export function toPrinted(expression: JinjaExpression, around: Surroundings): string {
  const call = callOf(expression, around);
  return Array.isArray(call) ? call.join(' ') : String(call);
}

/** A path or literal as text; a call as its words. */
type Call = string | readonly string[];

function callOf(expression: JinjaExpression, around: Surroundings): Call {
  const give = (each: JinjaExpression): string => toHelper(each, around);
  switch (expression.type) {
    case 'literal':
      return literalText(expression.value);
    case 'list':
      return ['list', ...expression.items.map(give)];
    case 'map':
      return ['dict', ...expression.entries.flatMap(([key, value]) => [give(key), give(value)])];
    case 'variable':
      return variable(expression.name, around);
    case 'member':
      return member(expression, around);
    case 'slice': {
      const { object, from, to } = expression;
      return ['slice', give(object), from ? give(from) : '0', ...(to ? [give(to)] : [])];
    }
    case 'unary':
      if (expression.operator === 'not') return ['not', give(expression.operand)];
      if (expression.operand.type === 'literal' && typeof expression.operand.value === 'number') {
        return literalText(expression.operator === '-' ? -expression.operand.value : expression.operand.value);
      }
      return expression.operator === '-'
        ? ['sub', '0', give(expression.operand)]
        : ['add', '0', give(expression.operand)];
    case 'binary':
      return binary(expression, give);
    case 'conditional': {
      const { test, then, otherwise } = expression;
      return ['ternary', give(test), give(then), otherwise ? give(otherwise) : '""'];
    }
    case 'filter':
      return filter(expression, around);
    case 'test':
      return test(expression, give);
    case 'call':
      return functionCall(expression, give);
    case 'method':
      throw new Cannot(`the method ${expression.name}()`);
  }
}

function literalText(value: string | number | boolean | null): string {
  if (typeof value === 'number') {
    if (/^-?\d+(\.\d+)?$/.test(String(value))) return String(value);
    throw new Cannot('a number that Handlebars cannot write');
  }
  if (typeof value !== 'string') return String(value);
  if (!value.includes('"') && !value.endsWith('\\')) return `"${value}"`;
  if (!value.includes("'") && !value.endsWith('\\')) return `'${value}'`;
  if (value.includes('\\')) throw new Cannot('a text with quotes and backslashes');
  return `"${value.replaceAll('"', String.raw`\"`)}"`;
}

const words: ReadonlySet<string> = new Set(['this', 'else', 'as', 'true', 'false', 'null', 'undefined']);

function variable(name: string, { bound, inLoop }: Surroundings): string {
  if (name === 'loop') throw new Cannot('the variable loop');
  if (words.has(name)) throw new Cannot(`a variable with the name ${name}`);
  return bound.has(name) || !inLoop ? name : `@root.${name}`;
}

const loopFields: ReadonlyMap<string, Call> = new Map<string, Call>([
  ['index0', '@index'],
  ['index', ['add', '@index', '1']],
  ['first', '@first'],
  ['last', '@last'],
]);

function member({ object, key }: Extract<JinjaExpression, { type: 'member' }>, around: Surroundings): Call {
  if (object.type === 'variable' && object.name === 'loop' && !around.bound.has('loop') && around.inLoop) {
    const found = key.type === 'literal' ? loopFields.get(String(key.value)) : undefined;
    if (found !== undefined) return found;
    throw new Cannot('the variable loop');
  }
  const owner = callOf(object, around);
  if (key.type === 'literal') {
    const { value } = key;
    const isPath = typeof owner === 'string' && /^@?[\w.[\]]/.test(owner) && !/^["'\d-]/.test(owner);
    if (isPath && typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value) && !words.has(value))
      return `${owner}.${value}`;
    if (isPath && typeof value === 'string' && value !== '' && !/[[\]\n]/.test(value)) return `${owner}.[${value}]`;
    if (isPath && typeof value === 'number' && value >= 0) return `${owner}.[${value}]`;
  }
  const isLast =
    key.type === 'unary' && key.operator === '-' && key.operand.type === 'literal' && key.operand.value === 1;
  if (isLast) return ['last', toHelper(object, around)];
  if (key.type === 'unary') throw new Cannot('an index from the end');
  return ['lookup', toHelper(object, around), toHelper(key, around)];
}

const operators: Readonly<Record<string, string>> = {
  ...{ and: 'and', or: 'or', '==': 'eq', '!=': 'ne', '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte', in: 'in' },
  ...{ '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '%': 'mod', '**': 'pow', '~': 'concat' },
};

function binary(
  { operator, left, right }: Extract<JinjaExpression, { type: 'binary' }>,
  give: (each: JinjaExpression) => string,
): Call {
  if (operator === 'not in') return ['not', `(in ${give(left)} ${give(right)})`];
  if (operator === '//') return ['floor', `(div ${give(left)} ${give(right)})`];
  const helper = operators[operator];
  if (helper === undefined) throw new Cannot(`the operator ${operator}`);
  if (helper === 'concat') return ['concat', ...[left, right].flatMap(parts).map(give)];
  return [helper, give(left), give(right)];
}

/** `a ~ b ~ c` is one call. */
function parts(expression: JinjaExpression): readonly JinjaExpression[] {
  if (expression.type !== 'binary' || expression.operator !== '~') return [expression];
  return [expression.left, expression.right].flatMap(parts);
}

type Filter = Extract<JinjaExpression, { type: 'filter' }>;

function filter(expression: Filter, around: Surroundings): Call {
  const { name, input, args, named } = expression;
  const give = (each: JinjaExpression): string => toHelper(each, around);
  const rest = argumentWords(expression, give);
  switch (name) {
    case 'd':
    case 'default': {
      const [fallback, flag] = [args[0], args[1] ?? named.find(([each]) => each === 'boolean')?.[1]];
      const empty = flag?.type === 'literal' && flag.value === true ? ['empty=true'] : [];
      return ['default', give(input), fallback ? give(fallback) : '""', ...empty];
    }
    case 'mandatory':
      return ['required', give(input), args[0] ? give(args[0]) : '"this variable must be defined"'];
    case 'quote':
      return ['sh_quote', give(input)];
    case 'to_yaml':
    case 'to_nice_yaml':
      return ['yaml', give(input)];
    case 'indent': {
      const isFirst = args[1]?.type === 'literal' && args[1].value === true;
      const [other] = named.filter(([each]) => each !== 'width');
      if (other) throw new Cannot(`indent(${other[0]}=…)`);
      const width = args[0] ?? named[0]?.[1];
      return ['indent', give(input), width ? give(width) : '4', ...(isFirst ? [] : ['first=false'])];
    }
    case 'join':
      if (rest.length === 0) return ['join', give(input), '""'];
      break;
    case 'trim':
    case 'replace':
      if (args.length === (name === 'trim' ? 0 : 2) && named.length === 0) return [name, give(input), ...rest];
      return viaFilter(name, give(input), rest);
    case 'dictitems':
      throw new Cannot('the method items() outside of a loop');
  }
  if (name === 'round' || name === 'split') return viaFilter(name, give(input), rest);
  if (!filters.has(name)) throw new Cannot(`the filter ${name}`);
  return sameAsFilter.has(name) || !shadowing.has(name)
    ? [name, give(input), ...rest]
    : viaFilter(name, give(input), rest);
}

/** Helpers that give what the filter of the same name gives. */
const sameAsFilter: ReadonlySet<string> = new Set([
  'lower',
  'upper',
  'length',
  'first',
  'last',
  'abs',
  'ternary',
  'b64encode',
  'b64decode',
  'join',
]);
const shadowing: ReadonlySet<string> = new Set(
  [...filters.keys()].filter((name) => helpers.get(name)?.isFilter !== true),
);

function viaFilter(name: string, input: string, rest: readonly string[]): Call {
  return ['filter', `"${name}"`, input, ...rest];
}

function argumentWords({ args, named }: JinjaArguments, give: (each: JinjaExpression) => string): readonly string[] {
  return [...args.map(give), ...named.map(([name, value]) => `${name}=${give(value)}`)];
}

function test(expression: Extract<JinjaExpression, { type: 'test' }>, give: (each: JinjaExpression) => string): Call {
  const { name, negated, input } = expression;
  if (!tests.has(name)) throw new Cannot(`the test ${name}`);
  if (expression.named.length > 0) throw new Cannot(`the test ${name} with named arguments`);
  const isDefined = name === 'defined' || name === 'undefined';
  const subject = give(input);
  if (isDefined && subject.startsWith('(')) throw new Cannot('whether a result is defined');
  const call = isDefined ? ['defined', subject] : ['is', subject, `"${name}"`, ...expression.args.map(give)];
  return negated !== (name === 'undefined') ? ['not', `(${call.join(' ')})`] : call;
}

function functionCall(
  { name, args, named }: Extract<JinjaExpression, { type: 'call' }>,
  give: (each: JinjaExpression) => string,
): Call {
  const [first, second] = args;
  if (name === 'lookup' && first?.type === 'literal' && second && args.length === 2 && named.length === 0) {
    return [String(first.value).replace(/^ansible\.builtin\./, ''), give(second)];
  }
  if (name === 'range' && first && args.length <= 2 && named.length === 0) {
    const [from, to] = second ? [give(first), second] : ['0', first];
    const last = to.type === 'literal' && typeof to.value === 'number' ? String(to.value - 1) : `(sub ${give(to)} 1)`;
    return ['range', from, last];
  }
  throw new Cannot(`the function ${name}()`);
}
