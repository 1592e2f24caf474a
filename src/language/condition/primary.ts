import type { Cursor } from './cursor.ts';
import type { Expression } from './model.ts';

/** A literal, a variable, or something in brackets. */
export function parsePrimary(cursor: Cursor): Expression {
  const token = cursor.peek();
  switch (token.type) {
    case 'name':
      return parseName(cursor);
    case 'string':
      return parseString(cursor);
    case 'number':
      return cursor.from(cursor.next().start, { type: 'literal', value: Number(token.text) });
    case 'operator':
      return cursor.nested(() => parseBracketed(cursor));
    case 'end':
      throw cursor.unexpected();
  }
}

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);
const reserved: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else']);

function parseName(cursor: Cursor): Expression {
  const { text, start } = cursor.peek();
  if (reserved.has(text)) throw cursor.unexpected();
  cursor.next();
  const constant = constants.get(text);
  return constant === undefined
    ? cursor.from(start, { type: 'variable', name: text })
    : cursor.from(start, { type: 'literal', value: constant });
}

/** Strings that follow each other are one, as in Python. */
function parseString(cursor: Cursor): Expression {
  const { start } = cursor.peek();
  let value = '';
  while (cursor.peek().type === 'string') value += cursor.next().text;
  return cursor.from(start, { type: 'literal', value });
}

function parseBracketed(cursor: Cursor): Expression {
  const { start } = cursor.peek();
  if (cursor.take('operator', '[')) return cursor.from(start, { type: 'list', items: parseItems(cursor, ']') });
  if (cursor.take('operator', '{')) return parseMap(cursor, start);
  if (cursor.take('operator', '(')) return parseParentheses(cursor, start);
  throw cursor.unexpected();
}

/** `(a)` groups, `(a,)` and `()` are lists. */
function parseParentheses(cursor: Cursor, start: number): Expression {
  if (cursor.take('operator', ')')) return cursor.from(start, { type: 'list', items: [] });
  const first = cursor.expression();
  if (cursor.take('operator', ')')) return first;
  if (!cursor.take('operator', ',')) throw cursor.unexpected('")" is missing');
  return cursor.from(start, { type: 'list', items: [first, ...parseItems(cursor, ')')] });
}

function parseItems(cursor: Cursor, close: string): readonly Expression[] {
  const items: Expression[] = [];
  while (!cursor.take('operator', close)) {
    items.push(cursor.expression());
    if (cursor.peek().text !== close) cursor.separator(close);
  }
  return items;
}

function parseMap(cursor: Cursor, start: number): Expression {
  const entries: { readonly key: Expression; readonly value: Expression }[] = [];
  while (!cursor.take('operator', '}')) {
    const key = cursor.expression();
    cursor.expect(':');
    entries.push({ key, value: cursor.expression() });
    if (cursor.peek().text !== '}') cursor.separator('}');
  }
  return cursor.from(start, { type: 'map', entries });
}
