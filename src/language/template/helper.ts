import type { Scope } from '../scope.ts';

/** A function that templates can call. It gets plain data and makes plain data; ValueError says what it cannot do. */
export interface Helper {
  /** Fewest and most positional arguments. */
  readonly arity: readonly [number, number];
  /** Names of its options: `{{json x indent=2}}`. */
  readonly named?: readonly string[];
  /** For hints and the documentation: `{{join list ", "}}`. */
  readonly usage: string;
  /** What it gives, for the documentation. */
  readonly says: string;
  /** It is the filter of the same name. */
  readonly isFilter?: true;
  /** Arguments are looked up only when they are asked for. `root` are the variables. */
  apply(args: readonly Argument[], named: Readonly<Record<string, unknown>>, root: Scope): unknown;
}

export interface Argument {
  /** Fails for an unknown variable. */
  value(): unknown;
  /** Gives `undefined` for an unknown variable. */
  optional(): unknown;
  /** The same with other variables, outside of all blocks. */
  within(scope: Scope): unknown;
}

/** Makes a helper of a function over values: the usual case. */
export function helper(
  usage: string,
  says: string,
  arity: readonly [number, number],
  apply: (args: readonly unknown[], named: Readonly<Record<string, unknown>>) => unknown,
  named: readonly string[] = [],
): Helper {
  return {
    usage,
    says,
    arity,
    named,
    apply: (args, options) =>
      apply(
        args.map((each) => each.value()),
        options,
      ),
  };
}
