/** A parsed template: plain data. Ranges are offsets in the template's text. */
export interface TemplateBody {
  readonly nodes: readonly TemplateNode[];
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'print'; readonly value: TemplateExpression; readonly range: Range }
  | IfNode
  | EachNode
  | WithNode
  | LetNode
  | PartialNode;

interface IfNode {
  readonly type: 'if';
  readonly test: TemplateExpression;
  /** `unless` */
  readonly negated: boolean;
  readonly then: TemplateBody;
  readonly otherwise: TemplateBody;
}

export interface EachNode {
  readonly type: 'each';
  readonly subject: TemplateExpression;
  /** `as |item key|` */
  readonly params: readonly string[];
  readonly body: TemplateBody;
  readonly otherwise: TemplateBody;
}

export interface WithNode {
  readonly type: 'with';
  readonly subject: TemplateExpression;
  readonly params: readonly string[];
  readonly body: TemplateBody;
  readonly otherwise: TemplateBody;
}

/** `{{#let a=1}}`: names for values, with the surroundings as they are. */
interface LetNode {
  readonly type: 'let';
  readonly named: readonly NamedArgument[];
  readonly body: TemplateBody;
}

export interface PartialNode {
  readonly type: 'partial';
  readonly name: string;
  readonly context: TemplateExpression | undefined;
  readonly named: readonly NamedArgument[];
  /** Put before each of the partial's lines. */
  readonly indent: string;
  readonly range: Range;
}

export type TemplateExpression = { readonly range: Range } & (
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  | PathExpression
  | {
      readonly type: 'call';
      readonly helper: string;
      readonly args: readonly TemplateExpression[];
      readonly named: readonly NamedArgument[];
    }
);

export interface PathExpression {
  readonly type: 'path';
  readonly range: Range;
  /** `context`: a name; `data`: `@index`; `root`: starts at the variables. */
  readonly from: 'context' | 'data' | 'root';
  /** How many `../` stand before it. */
  readonly depth: number;
  readonly parts: readonly string[];
  /** `this.x` and `../x`: no block parameter is meant. */
  readonly scoped: boolean;
  /** As written. */
  readonly text: string;
}

export interface NamedArgument {
  readonly name: string;
  readonly value: TemplateExpression;
}
