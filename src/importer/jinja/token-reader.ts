import { ConditionSyntaxError } from '../../language/condition/syntax-error.ts';
import type { Token } from '../../language/condition/tokens.ts';
import { tokenize } from '../../language/condition/tokens.ts';
import { Cannot } from '../cannot.ts';

/** Reads the tokens of an expression one by one. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    if (!token) throw new Error('an expression has no end token');
    return token;
  }

  protected skip(): void {
    this.#at += 1;
  }

  protected take(type: Token['type'], text: string): boolean {
    const token = this.peek();
    if (token.type !== type || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  protected expect(text: string): void {
    if (!this.take('operator', text)) throw new Cannot('an expression that cannot be read');
  }

  protected name(): string {
    const token = this.peek();
    if (token.type !== 'name') throw new Cannot('an expression that cannot be read');
    this.#at += 1;
    return token.text;
  }

  protected operator(wanted: readonly string[]): string | undefined {
    const { type, text } = this.peek();
    if (type !== 'name' && type !== 'operator') return undefined;
    const isNotIn = type === 'name' && text === 'not' && this.peek(1).text === 'in';
    const found = wanted.find((each) => each === (isNotIn ? 'not in' : text));
    if (found !== undefined) this.#at += isNotIn ? 2 : 1;
    return found;
  }
}

function tokensOf(text: string): readonly Token[] {
  try {
    return tokenize(text);
  } catch (error) {
    if (error instanceof ConditionSyntaxError) throw new Cannot('an expression that cannot be read');
    throw error;
  }
}
