/** A filter or test of the expression language: a function of plain data. ValueError says what it cannot do. */
export interface Operation {
  /** Names of its arguments in their order. */
  readonly params: readonly string[];
  /** How many of them must be given. */
  readonly required: number;
  /** It takes any arguments, for the filter or test that it applies to each item. */
  readonly variadic?: true;
  /** Its input and arguments may be unknown variables; they come as `Missing`. */
  readonly missing?: 'accepted';
  /** `args` are in the order of `params`, `undefined` where not given; then come those beyond, for a variadic one. */
  apply(input: unknown, args: readonly unknown[], context: OperationContext): unknown;
}

export interface OperationContext {
  /** Arguments given by name to a variadic operation. */
  readonly named: Readonly<Record<string, unknown>>;
  filter(name: string, input: unknown, args: readonly unknown[], named?: Readonly<Record<string, unknown>>): unknown;
  test(name: string, input: unknown, args: readonly unknown[]): boolean;
}

export function operation(
  params: readonly string[],
  required: number,
  apply: Operation['apply'],
  more: Pick<Operation, 'variadic' | 'missing'> = {},
): Operation {
  return { params, required, apply, ...more };
}

/** What is wrong with the number and names of arguments. */
export function arityProblem(of: Operation, positional: number, named: readonly string[]): string | undefined {
  if (of.variadic) return undefined;
  const unknown = named.find((name) => !of.params.includes(name));
  if (unknown !== undefined) return `has no argument "${unknown}"`;
  if (positional > of.params.length) {
    return of.params.length === 0 ? 'takes no arguments' : `takes at most ${of.params.length}: ${of.params.join(', ')}`;
  }
  const missing = of.params.slice(0, of.required).find((name, index) => index >= positional && !named.includes(name));
  return missing === undefined ? undefined : `needs the argument "${missing}"`;
}
