import { Cannot } from '../cannot.ts';
import type { JinjaArguments, JinjaExpression } from './model.ts';
import { TokenReader } from './token-reader.ts';

/**
 * Reads an expression with Jinja's grammar, all of it: also what has no counterpart here, so that it can be named.
 * @throws Cannot when it is no expression of Jinja
 */
export function parseJinja(text: string): JinjaExpression {
  const reader = new Reader(text);
  const expression = reader.expression();
  if (reader.peek().type !== 'end') throw new Cannot('an expression that cannot be read');
  return expression;
}

/** From the loosest to the tightest. */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  [],
  ['==', '!=', '<', '<=', '>', '>=', 'in', 'not in'],
  ['+', '-'],
  ['~'],
  ['*', '/', '//', '%'],
  ['**'],
];
const deepest = 100;
const reserved: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else']);
const constants: Readonly<Record<string, boolean | null>> = {
  ...{ true: true, True: true, false: false, False: false },
  ...{ none: null, None: null, null: null },
};

class Reader extends TokenReader {
  #depth = 0;

  expression(): JinjaExpression {
    return this.#nested(() => this.#conditional());
  }

  /** Whatever stands in a file must not exhaust our stack. */
  #nested(read: () => JinjaExpression): JinjaExpression {
    this.#depth += 1;
    if (this.#depth > deepest) throw new Cannot('an expression that is nested too deep');
    const expression = read();
    this.#depth -= 1;
    return expression;
  }

  #conditional(): JinjaExpression {
    let then = this.#binary(0);
    while (this.take('name', 'if')) {
      const test = this.#binary(0);
      const otherwise = this.take('name', 'else') ? this.expression() : undefined;
      then = { type: 'conditional', test, then, otherwise };
    }
    return then;
  }

  #binary(level: number): JinjaExpression {
    const operators = levels[level];
    if (!operators) return this.#unary();
    if (operators.length === 0) {
      if (this.take('name', 'not'))
        return { type: 'unary', operator: 'not', operand: this.#nested(() => this.#binary(level)) };
      return this.#binary(level + 1);
    }
    const isComparison = operators.includes('==');
    let left = this.#binary(level + 1);
    let chain: JinjaExpression | undefined;
    for (let operator = this.operator(operators); operator !== undefined; operator = this.operator(operators)) {
      const right = this.#binary(level + 1);
      const one: JinjaExpression = { type: 'binary', operator, left, right };
      if (isComparison) chain = chain ? { type: 'binary', operator: 'and', left: chain, right: one } : one;
      left = isComparison ? right : one;
    }
    return chain ?? left;
  }

  #unary(): JinjaExpression {
    const sign = this.operator(['-', '+']);
    if (sign === '-' || sign === '+') {
      return this.#filters({ type: 'unary', operator: sign, operand: this.#signed() });
    }
    return this.#filters(this.#subscripts(this.#primary()));
  }

  /** A sign binds tighter than a filter. */
  #signed(): JinjaExpression {
    const sign = this.operator(['-', '+']);
    if (sign === '-' || sign === '+')
      return { type: 'unary', operator: sign, operand: this.#nested(() => this.#signed()) };
    return this.#subscripts(this.#primary());
  }

  #filters(operand: JinjaExpression): JinjaExpression {
    let input = operand;
    for (;;) {
      if (this.take('operator', '|')) input = { type: 'filter', name: this.#dotted(), input, ...this.#arguments() };
      else if (this.take('name', 'is')) input = this.#test(input);
      else return input;
    }
  }

  #test(input: JinjaExpression): JinjaExpression {
    const negated = this.take('name', 'not');
    const name = this.#dotted();
    const { type, text } = this.peek();
    if (type === 'operator' && text === '(') return { type: 'test', name, negated, input, ...this.#arguments() };
    const starts = type === 'string' || type === 'number' || text === '[' || text === '{';
    const bare = starts || (type === 'name' && !reserved.has(text));
    const args = bare ? [this.#subscripts(this.#primary())] : [];
    return { type: 'test', name, negated, input, args, named: [] };
  }

  #dotted(): string {
    const parts = [this.name()];
    while (this.take('operator', '.')) parts.push(this.name());
    return parts.at(-1) ?? '';
  }

  #subscripts(operand: JinjaExpression): JinjaExpression {
    let object = operand;
    for (;;) {
      const { type, text } = this.peek();
      if (type !== 'operator') return object;
      if (text === '(') {
        if (object.type !== 'variable') throw new Cannot('a call of what is no function');
        object = { type: 'call', name: object.name, ...this.#arguments() };
      } else if (this.take('operator', '.')) object = this.#attribute(object);
      else if (this.take('operator', '[')) object = this.#index(object);
      else return object;
    }
  }

  #attribute(object: JinjaExpression): JinjaExpression {
    const { type, text } = this.peek();
    if (type === 'number' && /^\d+$/.test(text)) {
      this.skip();
      return { type: 'member', object, key: { type: 'literal', value: Number(text) } };
    }
    const name = this.name();
    if (this.peek().type === 'operator' && this.peek().text === '(') {
      return { type: 'method', name, object, ...this.#arguments() };
    }
    return { type: 'member', object, key: { type: 'literal', value: name } };
  }

  #index(object: JinjaExpression): JinjaExpression {
    const from = this.peek().text === ':' ? undefined : this.expression();
    if (!this.take('operator', ':')) {
      this.expect(']');
      if (!from) throw new Cannot('an expression that cannot be read');
      return { type: 'member', object, key: from };
    }
    const to = this.peek().text === ']' || this.peek().text === ':' ? undefined : this.expression();
    if (this.peek().text === ':') throw new Cannot('a slice with a step');
    this.expect(']');
    return { type: 'slice', object, from, to };
  }

  #arguments(): JinjaArguments {
    const args: JinjaExpression[] = [];
    const named: (readonly [string, JinjaExpression])[] = [];
    if (!this.take('operator', '(')) return { args, named };
    while (!this.take('operator', ')')) {
      if (this.peek().type === 'operator' && this.peek().text.startsWith('*'))
        throw new Cannot('arguments from a list');
      if (this.peek().type === 'name' && this.peek(1).type === 'operator' && this.peek(1).text === '=') {
        const name = this.name();
        this.expect('=');
        named.push([name, this.expression()]);
      } else args.push(this.expression());
      if (this.peek().text !== ')') this.expect(',');
    }
    return { args, named };
  }

  #primary(): JinjaExpression {
    const { type, text } = this.peek();
    if (type === 'string') {
      let value = '';
      while (this.peek().type === 'string') {
        value += this.peek().text;
        this.skip();
      }
      return { type: 'literal', value };
    }
    if (type === 'number') {
      this.skip();
      return { type: 'literal', value: Number(text) };
    }
    if (type === 'name' && !reserved.has(text)) {
      this.skip();
      const constant = constants[text];
      return constant === undefined ? { type: 'variable', name: text } : { type: 'literal', value: constant };
    }
    if (this.take('operator', '[')) return { type: 'list', items: this.#items(']') };
    if (this.take('operator', '{')) return this.#map();
    if (this.take('operator', '(')) return this.#parentheses();
    throw new Cannot('an expression that cannot be read');
  }

  #parentheses(): JinjaExpression {
    if (this.take('operator', ')')) return { type: 'list', items: [] };
    const first = this.expression();
    if (this.take('operator', ')')) return first;
    this.expect(',');
    return { type: 'list', items: [first, ...this.#items(')')] };
  }

  #items(close: string): readonly JinjaExpression[] {
    const items: JinjaExpression[] = [];
    while (!this.take('operator', close)) {
      items.push(this.expression());
      if (this.peek().text !== close) this.expect(',');
    }
    return items;
  }

  #map(): JinjaExpression {
    const entries: (readonly [JinjaExpression, JinjaExpression])[] = [];
    while (!this.take('operator', '}')) {
      const key = this.expression();
      this.expect(':');
      entries.push([key, this.expression()]);
      if (this.peek().text !== '}') this.expect(',');
    }
    return { type: 'map', entries };
  }
}
