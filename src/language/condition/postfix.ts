import type { Cursor } from './cursor.ts';
import type { Expression, NamedExpression } from './model.ts';
import { parsePrimary } from './primary.ts';
import { ConditionSyntaxError } from './syntax-error.ts';
import type { Token } from './tokens.ts';

/** What can follow an operand: `.name`, `[index]`, `| filter`, `is test`. */
export function parsePostfix(
  cursor: Cursor,
  operand: Expression,
  form: 'with filters' | 'without filters',
): Expression {
  let expression = parseSubscripts(cursor, operand);
  while (form === 'with filters') {
    if (cursor.take('operator', '|')) expression = parseFilter(cursor, expression);
    else if (cursor.take('name', 'is')) expression = parseTest(cursor, expression);
    else break;
  }
  return expression;
}

function parseSubscripts(cursor: Cursor, operand: Expression): Expression {
  let expression = operand;
  for (;;) {
    if (cursor.take('operator', '.')) expression = parseAttribute(cursor, expression);
    else if (cursor.take('operator', '[')) expression = parseIndex(cursor, expression);
    else if (cursor.peek().text === '(' && cursor.peek().type === 'operator')
      expression = parseCall(cursor, expression);
    else return expression;
  }
}

function parseAttribute(cursor: Cursor, object: Expression): Expression {
  const token = cursor.next();
  const isIndex = token.type === 'number' && /^\d+$/.test(token.text);
  if (token.type !== 'name' && !isIndex) throw new ConditionSyntaxError('a name must follow the dot', token);
  const follows = cursor.peek();
  if (follows.type === 'operator' && follows.text === '(') throw methodCall(token);
  const key = cursor.from(token.start, { type: 'literal', value: isIndex ? Number(token.text) : token.text });
  return cursor.spanned(object, { type: 'member', object, key });
}

function methodCall(token: Token): ConditionSyntaxError {
  const hint = methods.get(token.text) ?? 'use a filter: "x | name"';
  return new ConditionSyntaxError(`methods cannot be called: .${token.text}()`, token, hint);
}

const methods = new Map([
  ['items', 'write "x | dict2items"'],
  ['keys', 'write "x | list"'],
  ['values', `write "x | dict2items | map(attribute='value')"`],
  ['get', 'write "x.key | default(y)"'],
  ['split', 'write "x | split(\',\')"'],
  ['join', 'write "list | join(\',\')"'],
  ['strip', 'write "x | trim"'],
  ['lower', 'write "x | lower"'],
  ['upper', 'write "x | upper"'],
  ['replace', 'write "x | replace(a, b)"'],
  ['startswith', 'write "x is match(\'start\')"'],
  ['endswith', 'write "x is search(\'end$\')"'],
  ['find', 'write "part in x"'],
]);

function parseIndex(cursor: Cursor, object: Expression): Expression {
  const from = cursor.peek().text === ':' ? undefined : cursor.expression();
  if (!cursor.take('operator', ':')) {
    cursor.expect(']');
    if (!from) throw cursor.unexpected('an index is missing');
    return cursor.spanned(object, { type: 'member', object, key: from });
  }
  const to = cursor.peek().text === ']' || cursor.peek().text === ':' ? undefined : cursor.expression();
  const { start, end, text } = cursor.peek();
  if (text === ':') throw new ConditionSyntaxError('slices have no step', { start, end }, 'write "x | reverse"');
  cursor.expect(']');
  return cursor.spanned(object, { type: 'slice', object, from, to });
}

function parseCall(cursor: Cursor, callee: Expression): Expression {
  if (callee.type !== 'variable') throw cursor.unexpected('only functions can be called');
  const { args, named } = parseArguments(cursor);
  if (callee.name === 'range' && named.length === 0)
    return cursor.spanned(callee, { type: 'call', name: callee.name, args, named });
  const lookup = args.length === 2 && named.every((each) => each.name === 'default');
  if (callee.name === 'lookup' && lookup)
    return cursor.spanned(callee, { type: 'call', name: callee.name, args, named });
  if (callee.name === 'unconverted') throw unconverted(args, cursor.placeOf(callee));
  const hint = ['lookup', 'query', 'q'].includes(callee.name)
    ? `write lookup('env', 'NAME') or lookup('file', 'name'), with default='…' behind it if it may be missing`
    : `write "x | ${callee.name}" for a filter; the functions are range and lookup`;
  throw new ConditionSyntaxError(`there is no function "${callee.name}"`, cursor.placeOf(callee), hint);
}

/** What `rackwright import` writes before a condition that it could not convert. */
function unconverted(
  [reason]: readonly Expression[],
  place: { readonly start: number; readonly end: number },
): ConditionSyntaxError {
  const why = reason?.type === 'literal' ? String(reason.value) : 'it has no counterpart';
  const hint = 'write it anew; see IMPORT.md';
  return new ConditionSyntaxError(`not converted from Ansible: ${why}`, place, hint, 'not-converted');
}

function parseFilter(cursor: Cursor, input: Expression): Expression {
  const name = parseDottedName(cursor, 'the name of a filter must follow "|"');
  const { args, named } = parseArguments(cursor);
  return cursor.spanned(input, { type: 'filter', name, input, args, named });
}

function parseTest(cursor: Cursor, input: Expression): Expression {
  const negated = cursor.take('name', 'not');
  const name = parseDottedName(cursor, 'the name of a test must follow "is"');
  const { args, named } = cursor.peek().text === '(' ? parseArguments(cursor) : bareArgument(cursor);
  return cursor.spanned(input, { type: 'test', name, negated, input, args, named });
}

/** `x is divisibleby 3` */
function bareArgument(cursor: Cursor): Arguments {
  const { type, text } = cursor.peek();
  if (type === 'name' && text === 'is') throw cursor.unexpected('tests cannot follow each other; write "and"');
  const starts = type === 'string' || type === 'number' || (type === 'operator' && (text === '[' || text === '{'));
  const isName = type === 'name' && !['else', 'or', 'and', 'if', 'is', 'in', 'not'].includes(text);
  if (!starts && !isName) return { args: [], named: [] };
  return { args: [parseSubscripts(cursor, parsePrimary(cursor))], named: [] };
}

interface Arguments {
  readonly args: readonly Expression[];
  readonly named: readonly NamedExpression[];
}

function parseArguments(cursor: Cursor): Arguments {
  const args: Expression[] = [];
  const named: NamedExpression[] = [];
  if (!cursor.take('operator', '(')) return { args, named };
  while (!cursor.take('operator', ')')) {
    const token = cursor.peek();
    if (token.type === 'name' && cursor.peek(1).text === '=') {
      cursor.next();
      cursor.next();
      named.push({ name: token.text, value: cursor.expression() });
    } else if (named.length > 0) throw cursor.unexpected('a named argument stands before this one');
    else args.push(cursor.expression());
    if (cursor.peek().text !== ')') cursor.separator(')');
  }
  return { args, named };
}

/** `ansible.builtin.default` is `default`. */
function parseDottedName(cursor: Cursor, message: string): string {
  const parts: string[] = [];
  do {
    if (cursor.peek().type !== 'name') throw cursor.unexpected(message);
    parts.push(cursor.next().text);
  } while (cursor.take('operator', '.'));
  return parts.join('.').replace(/^ansible\.builtin\./, '');
}
