import type { Plain } from '../language/located.ts';

/**
 * Reads a Python literal (number, string, list, tuple, dict, `True`, `False`, `None`), which is how Ansible types
 * the values of INI inventories; nothing when the text is none, so that it stays the string it is. Tuples become lists.
 *
 * Two literals stay text because a JavaScript number would show them differently from what was written: whole floats
 * (`1.0`) and integers beyond 2^53.
 */
export function readPythonLiteral(text: string): { readonly value: Plain } | undefined {
  const reader: Reader = { text, at: 0 };
  try {
    const value = readExpression(reader, ['']);
    skipSpace(reader);
    if (reader.at < text.length && text[reader.at] !== '#') return undefined;
    return { value };
  } catch (error) {
    if (error instanceof NotLiteral) return undefined;
    throw error;
  }
}

class NotLiteral extends Error {}

interface Reader {
  readonly text: string;
  at: number;
  depth?: number;
}

/** One value, or several separated by commas, which make a tuple. */
function readExpression(reader: Reader, closers: readonly string[]): Plain {
  const first = readValue(reader);
  skipSpace(reader);
  if (peek(reader) !== ',') return first;
  const items = [first];
  while (peek(reader) === ',') {
    reader.at += 1;
    skipSpace(reader);
    if (closers.includes(peek(reader)) || peek(reader) === '#') break;
    items.push(readValue(reader));
    skipSpace(reader);
  }
  return items;
}

function readValue(reader: Reader): Plain {
  skipSpace(reader);
  // A stack overflow is no answer to a line of brackets.
  const depth = (reader.depth = (reader.depth ?? 0) + 1);
  if (depth > 64) throw new NotLiteral();
  const value = readValueHere(reader);
  reader.depth = depth - 1;
  return value;
}

function readValueHere(reader: Reader): Plain {
  switch (peek(reader)) {
    case '[':
      return readSequence(reader, ']');
    case '(':
      return readSequence(reader, ')');
    case '{':
      return readDict(reader);
    default:
      return readConstant(reader);
  }
}

function readConstant(reader: Reader): Plain {
  const word = match(reader, /(?:True|False|None)(?![\w'"])/y);
  if (word !== undefined) return word === 'None' ? null : word === 'True';
  return readStrings(reader) ?? readNumber(reader);
}

function readSequence(reader: Reader, closer: ']' | ')'): Plain {
  reader.at += 1;
  skipSpace(reader);
  if (take(reader, closer)) return [];
  const value = closer === ')' ? readExpression(reader, [')']) : readItems(reader);
  skipSpace(reader);
  if (!take(reader, closer)) throw new NotLiteral();
  return value;
}

function readItems(reader: Reader): Plain {
  const items: Plain[] = [];
  do {
    skipSpace(reader);
    if (peek(reader) === ']') break;
    items.push(readValue(reader));
    skipSpace(reader);
  } while (take(reader, ','));
  return items;
}

function readDict(reader: Reader): Plain {
  reader.at += 1;
  const entries: [string, Plain][] = [];
  do {
    skipSpace(reader);
    if (peek(reader) === '}') break;
    const key = readValue(reader);
    skipSpace(reader);
    if (typeof key === 'object' || !take(reader, ':')) throw new NotLiteral();
    entries.push([String(key), readValue(reader)]);
    skipSpace(reader);
  } while (take(reader, ','));
  if (!take(reader, '}')) throw new NotLiteral();
  return Object.fromEntries(entries);
}

/** Adjacent strings are one string, as in Python. */
function readStrings(reader: Reader): string | undefined {
  let value: string | undefined;
  for (;;) {
    const start = match(reader, /(?:[rR][bB]?|[bB][rR]?|[uU])?(?:'''|"""|'|")/y);
    if (start === undefined) return value;
    value = (value ?? '') + readString(reader, start);
    skipSpace(reader);
  }
}

function readString(reader: Reader, start: string): string {
  const quote = /['"]+$/.exec(start)?.[0] ?? '';
  const raw = /r/i.test(start);
  let value = '';
  while (!reader.text.startsWith(quote, reader.at)) {
    if (reader.at >= reader.text.length) throw new NotLiteral();
    const escape = match(reader, /\\(?:[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])/y);
    if (escape !== undefined) value += raw ? escape : unescape(escape);
    else {
      value += peek(reader);
      reader.at += 1;
    }
  }
  reader.at += quote.length;
  return value;
}

const simpleEscapes = new Map(Object.entries({ n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' }));

function unescape(escape: string): string {
  const body = escape.slice(1);
  if (/^[0-7]/.test(body)) return String.fromCodePoint(Number.parseInt(body, 8));
  if (/^[xuU]./.test(body)) {
    const code = Number.parseInt(body.slice(1), 16);
    if (code > 0x10ffff) throw new NotLiteral();
    return String.fromCodePoint(code);
  }
  if ('xuUN'.includes(body)) throw new NotLiteral();
  if ('\\\'"'.includes(body)) return body;
  return simpleEscapes.get(body) ?? escape;
}

const numberPattern =
  /([+-]?)\s*(0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*(?:\.(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?)(?![\w.])/y;

function readNumber(reader: Reader): number | string {
  numberPattern.lastIndex = reader.at;
  const [text = '', sign, body = ''] = numberPattern.exec(reader.text) ?? [];
  const digits = body.replaceAll('_', '');
  // `0644` is no Python number.
  if (digits === '' || /^0\d*[1-9]\d*$/.test(digits)) throw new NotLiteral();
  reader.at += text.length;
  const magnitude = Number(digits);
  const isFloat = /^[^xX]*[.eE]/.test(digits);
  if (isFloat ? Number.isInteger(magnitude) || magnitude === Infinity : !Number.isSafeInteger(magnitude)) return text;
  return sign === '-' && magnitude !== 0 ? -magnitude : magnitude;
}

function skipSpace(reader: Reader): void {
  match(reader, /[ \t\f]+/y);
}

function peek(reader: Reader): string {
  return reader.text.charAt(reader.at);
}

function take(reader: Reader, letter: string): boolean {
  if (peek(reader) !== letter) return false;
  reader.at += 1;
  return true;
}

function match(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  if (found !== undefined) reader.at += found.length;
  return found;
}
