import { ConditionSyntaxError } from './syntax-error.ts';
import { unescapeString } from './unescape-string.ts';

export interface Token {
  readonly type: 'name' | 'string' | 'number' | 'operator' | 'end';
  /** As written; for a string its value. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Cuts an expression into tokens, the last of which is of type `end`. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = skipSpace(text, token.end);
  }
  tokens.push({ type: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}

const space = /\s*/y;
const name = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const number = /0x[\da-f](_?[\da-f])*|0o[0-7](_?[0-7])*|0b[01](_?[01])*|\d+(_\d+)*(\.\d+(_\d+)*)?(e[-+]?\d+(_\d+)*)?/iy;
const string = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy;
const operator = /\*\*|\/\/|==|!=|<=|>=|[-+*/%~<>()[\]{},.:|=]/y;

function tokenAt(text: string, start: number): Token {
  const found = match(name, text, start);
  if (found !== undefined) return { type: 'name', text: found, start, end: start + found.length };
  const digits = match(number, text, start);
  if (digits !== undefined) return numberToken(digits, start);
  const quoted = match(string, text, start);
  if (quoted !== undefined) {
    const end = start + quoted.length;
    return { type: 'string', text: unescapeString(quoted.slice(1, -1), start + 1), start, end };
  }
  const sign = match(operator, text, start);
  if (sign !== undefined) return { type: 'operator', text: sign, start, end: start + sign.length };
  throw strange(text, start);
}

function numberToken(digits: string, start: number): Token {
  const end = start + digits.length;
  if (/^0[\d_]*[1-9]/.test(digits)) {
    throw new ConditionSyntaxError(`${digits} is no number`, { start, end }, `quote it: '${digits}'`);
  }
  return { type: 'number', text: digits.replaceAll('_', ''), start, end };
}

function strange(text: string, start: number): ConditionSyntaxError {
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  const place = { start, end: start + character.length };
  if (character === '"' || character === "'") {
    return new ConditionSyntaxError('this quote is not closed', { start, end: start + 1 });
  }
  return new ConditionSyntaxError(`"${character}" cannot stand in a condition`, place, replacements.get(character));
}

const replacements = new Map([
  ['&', 'write "and"'],
  ['!', 'write "not"'],
  ['?', 'write "a if condition else b"'],
  ['$', 'variables are written without $'],
  ['`', 'use quotes'],
]);

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function skipSpace(text: string, at: number): number {
  return at + (match(space, text, at)?.length ?? 0);
}
