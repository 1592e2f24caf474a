import type { Span } from '../../diagnostics/span.ts';

/** A parsed expression: plain data with source ranges. Made by `parse.ts`, walked by `evaluate.ts` and `validate`. */
export interface Condition {
  /** As written. */
  readonly text: string;
  readonly span: Span;
  readonly root: Expression;
}

export type Expression = { readonly span: Span } & (
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  | { readonly type: 'list'; readonly items: readonly Expression[] }
  | { readonly type: 'map'; readonly entries: readonly { readonly key: Expression; readonly value: Expression }[] }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'member'; readonly object: Expression; readonly key: Expression }
  | {
      readonly type: 'slice';
      readonly object: Expression;
      readonly from: Expression | undefined;
      readonly to: Expression | undefined;
    }
  | { readonly type: 'unary'; readonly operator: 'not' | '-' | '+'; readonly operand: Expression }
  | {
      readonly type: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'conditional';
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression | undefined;
    }
  | {
      readonly type: 'filter';
      readonly name: string;
      readonly input: Expression;
      readonly args: readonly Expression[];
      readonly named: readonly NamedExpression[];
    }
  | {
      readonly type: 'test';
      readonly name: string;
      readonly negated: boolean;
      readonly input: Expression;
      readonly args: readonly Expression[];
      readonly named: readonly NamedExpression[];
    }
  /** `range(3)` and `lookup('env', 'HOME')`, the only functions. */
  | {
      readonly type: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly named: readonly NamedExpression[];
    }
);

/** `attribute='name'` */
export interface NamedExpression {
  readonly name: string;
  readonly value: Expression;
}

export type BinaryOperator =
  | 'and'
  | 'or'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'not in'
  | '+'
  | '-'
  | '*'
  | '/'
  | '//'
  | '%'
  | '**'
  | '~';
