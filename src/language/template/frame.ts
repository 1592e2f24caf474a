import type { Scope } from '../scope.ts';

/** Where names are looked up while a template is rendered. `{{#each}}` and `{{#with}}` open new ones. */
export interface Frame {
  /** The variables, or the item. */
  readonly context: unknown;
  /** What `../` means. */
  readonly parent: Frame | undefined;
  /** Block parameters and arguments of partials, innermost first. */
  readonly bindings: Bindings | undefined;
  /** `@index` and the like of the innermost `{{#each}}`. */
  readonly data: ReadonlyMap<string, unknown>;
  readonly root: Scope;
}

interface Bindings {
  readonly values: ReadonlyMap<string, unknown>;
  readonly outer: Bindings | undefined;
}

export function rootFrame(scope: Scope): Frame {
  return { context: scope, parent: undefined, bindings: undefined, data: new Map(), root: scope };
}

export function withBindings(frame: Frame, values: ReadonlyMap<string, unknown>): Frame {
  return values.size === 0 ? frame : { ...frame, bindings: { values, outer: frame.bindings } };
}
