import type { Span } from '../../diagnostics/span.ts';
import type { Expression } from './model.ts';
import { ConditionSyntaxError } from './syntax-error.ts';
import type { Token } from './tokens.ts';
import { tokenize } from './tokens.ts';

/** Gives the span of a range of the text. */
export type SpanOf = (start: number, end: number) => Span;

type Unspanned<Type> = Type extends unknown ? Omit<Type, 'span'> : never;

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Nobody writes more; it would exhaust the stack. */
const deepest = 100;
const mostTokens = 2_000;

/** Reads tokens in order, and gives what is made of them its span. */
export class Cursor {
  readonly #tokens: readonly Token[];
  readonly #spanOf: SpanOf;
  readonly #parseWhole: (cursor: Cursor) => Expression;
  readonly #places = new WeakMap<Expression, Place>();
  #at = 0;
  #depth = 0;

  constructor(text: string, spanOf: SpanOf, parseWhole: (cursor: Cursor) => Expression) {
    this.#tokens = tokenize(text);
    if (this.#tokens.length > mostTokens)
      throw new ConditionSyntaxError('this condition is too long', { start: 0, end: 1 });
    this.#spanOf = spanOf;
    this.#parseWhole = parseWhole;
  }

  /** Parses an expression of the loosest kind, as it stands in brackets and arguments. */
  expression(): Expression {
    return this.#parseWhole(this);
  }

  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    if (!token) throw new Error('an expression has no end token');
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  /** Goes on when the next token is this one. */
  take(type: Token['type'], text: string): boolean {
    const token = this.peek();
    if (token.type !== type || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  takeOperator<Operator extends string>(operators: readonly Operator[]): Operator | undefined {
    const { type, text } = this.peek();
    if (type !== 'name' && type !== 'operator') return undefined;
    const isNotIn = text === 'not' && this.peek(1).text === 'in' && this.peek(1).type === 'name';
    const found = operators.find((each) => each === (isNotIn ? 'not in' : text));
    if (found !== undefined) this.#at += isNotIn ? 2 : 1;
    return found;
  }

  expect(text: string): void {
    if (!this.take('operator', text)) throw this.unexpected(`"${text}" is missing`);
  }

  /** A comma, where `close` would end the list. */
  separator(close: string): void {
    if (!this.take('operator', ',')) throw this.unexpected(`"," or "${close}" is missing`);
  }

  /** An expression that starts at `start` and ends with the last token read. */
  from(start: number, expression: Unspanned<Expression>): Expression {
    const end = this.#tokens[this.#at - 1]?.end ?? start;
    const spanned = { ...expression, span: this.#spanOf(start, end) };
    this.#places.set(spanned, { start, end });
    return spanned;
  }

  /** An expression that starts where `first` does. */
  spanned(first: Expression, expression: Unspanned<Expression>): Expression {
    return this.from(this.placeOf(first).start, expression);
  }

  placeOf(expression: Expression): Place {
    return this.#places.get(expression) ?? { start: 0, end: 1 };
  }

  nested<Result>(parse: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > deepest) throw new ConditionSyntaxError('this condition is nested too deep', this.peek());
    const result = parse();
    this.#depth -= 1;
    return result;
  }

  unexpected(message?: string): ConditionSyntaxError {
    const token = this.peek();
    if (token.type === 'end') return new ConditionSyntaxError(message ?? 'the condition ends too early', this.#last());
    const shown = token.type === 'string' ? 'a string' : `"${token.text}"`;
    return new ConditionSyntaxError(message ?? `${shown} cannot stand here`, token, hintFor(token));
  }

  #last(): Place {
    const { start } = this.peek();
    return { start: Math.max(0, start - 1), end: start };
  }
}

function hintFor(token: Token): string | undefined {
  if (token.text === '=') return 'write "==" to compare';
  if (token.text === '|') return 'write "or" between conditions';
  return token.type === 'name' ? 'join conditions with "and" or "or"; quote texts' : undefined;
}
