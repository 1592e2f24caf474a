/** What the parser of Handlebars 4.7 makes, as far as it is used here. Lines count from 1, columns from 0. */
export interface SyntaxProgram {
  readonly type: string;
  readonly loc: SyntaxLocation;
  readonly body: SyntaxStatement[];
  readonly blockParams: string[];
}

export interface SyntaxLocation {
  readonly source: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

interface Called {
  readonly path: SyntaxExpression;
  readonly params: SyntaxExpression[];
  readonly hash?: { readonly pairs: readonly { readonly key: string; readonly value: SyntaxExpression }[] };
}

export type SyntaxStatement = { readonly loc: SyntaxLocation } & (
  | { readonly type: 'ContentStatement'; readonly value: string }
  | { readonly type: 'CommentStatement' }
  | ({ readonly type: 'MustacheStatement' } & Called)
  | SyntaxBlock
  | SyntaxPartial
  | { readonly type: 'PartialBlockStatement' | 'Decorator' | 'DecoratorBlock' }
);

export type SyntaxBlock = { readonly loc: SyntaxLocation; readonly type: 'BlockStatement' } & Called & {
    /** `undefined` in `{{^if x}}`. */
    readonly program: SyntaxProgram | undefined;
    readonly inverse: SyntaxProgram | undefined;
  };

export interface SyntaxPartial {
  readonly loc: SyntaxLocation;
  readonly type: 'PartialStatement';
  readonly name: SyntaxExpression;
  readonly params: SyntaxExpression[];
  readonly hash?: Called['hash'];
  readonly indent: string;
}

export type SyntaxCall = { readonly loc: SyntaxLocation } & Called;

export type SyntaxExpression = { readonly loc: SyntaxLocation } & (
  | ({ readonly type: 'SubExpression' } & Called)
  | {
      readonly type: 'PathExpression';
      readonly data: boolean;
      readonly depth: number;
      readonly parts: string[];
      readonly original: string;
    }
  | { readonly type: 'StringLiteral'; readonly value: string }
  | { readonly type: 'NumberLiteral'; readonly value: number }
  | { readonly type: 'BooleanLiteral'; readonly value: boolean }
  | { readonly type: 'NullLiteral' | 'UndefinedLiteral' }
);
