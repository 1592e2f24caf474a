/** An expression of Jinja. Method calls are kept as such; `simplify` turns them into filters and tests. */
export type JinjaExpression =
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  | { readonly type: 'list'; readonly items: readonly JinjaExpression[] }
  | { readonly type: 'map'; readonly entries: readonly (readonly [JinjaExpression, JinjaExpression])[] }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'member'; readonly object: JinjaExpression; readonly key: JinjaExpression }
  | {
      readonly type: 'slice';
      readonly object: JinjaExpression;
      readonly from: JinjaExpression | undefined;
      readonly to: JinjaExpression | undefined;
    }
  | { readonly type: 'unary'; readonly operator: 'not' | '-' | '+'; readonly operand: JinjaExpression }
  | {
      readonly type: 'binary';
      readonly operator: string;
      readonly left: JinjaExpression;
      readonly right: JinjaExpression;
    }
  | {
      readonly type: 'conditional';
      readonly test: JinjaExpression;
      readonly then: JinjaExpression;
      readonly otherwise: JinjaExpression | undefined;
    }
  | ({ readonly type: 'filter'; readonly name: string; readonly input: JinjaExpression } & JinjaArguments)
  | ({
      readonly type: 'test';
      readonly name: string;
      readonly negated: boolean;
      readonly input: JinjaExpression;
    } & JinjaArguments)
  | ({ readonly type: 'call'; readonly name: string } & JinjaArguments)
  | ({ readonly type: 'method'; readonly name: string; readonly object: JinjaExpression } & JinjaArguments);

export interface JinjaArguments {
  readonly args: readonly JinjaExpression[];
  readonly named: readonly (readonly [string, JinjaExpression])[];
}

/** A piece of a template. `source` is the text that it was read from, for what cannot be converted. */
export type JinjaNode = { readonly source: string } & (
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'print'; readonly expression: string }
  | { readonly type: 'comment'; readonly text: string; readonly endsLine: boolean }
  | { readonly type: 'raw'; readonly text: string }
  | {
      readonly type: 'if';
      readonly branches: readonly {
        /** Nothing for `else`. */
        readonly test: string | undefined;
        readonly endsLine: boolean;
        readonly body: readonly JinjaNode[];
      }[];
      readonly endsLine: boolean;
    }
  | {
      readonly type: 'for';
      /** What stands between the percent signs: `for x in xs if y`. */
      readonly head: string;
      readonly startEndsLine: boolean;
      readonly body: readonly JinjaNode[];
      readonly otherwise: { readonly endsLine: boolean; readonly body: readonly JinjaNode[] } | undefined;
      readonly endsLine: boolean;
    }
  | { readonly type: 'set'; readonly head: string; readonly endsLine: boolean }
  | { readonly type: 'include'; readonly head: string; readonly endsLine: boolean }
  | { readonly type: 'body'; readonly body: readonly JinjaNode[] }
  | { readonly type: 'other'; readonly keyword: string }
);
