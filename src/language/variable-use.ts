import type { Span } from '../diagnostics/span.ts';

/** A template or condition refers to a variable. For checks before a run, when values are not known yet. */
export interface VariableUse {
  /** The top-level name: `a` of `a.b.c`; {@link allVariables} for the map of all of them. */
  readonly name: string;
  readonly span: Span;
  /** True where it need not be defined: `x is defined`, `default x "y"`. */
  readonly optional: boolean;
}

/** No name of a variable: `{{json this}}`. */
export const allVariables = '@root';
