import type { Scope } from '../language/scope.ts';

export interface LazyVariables {
  /** How to get the value of a variable; nothing when it does not exist. Must be cheap, and must not get it yet. */
  find(name: string): (() => unknown) | undefined;
  /** All that `find` knows, possibly several times. */
  names(): Iterable<string>;
}

/**
 * A read-only object without prototype whose properties are got when they are read first. It is a proxy, because real
 * getters would have to be made for each of hundreds of variables, for each task on each host (50 times as slow).
 */
export function lazyScope(variables: LazyVariables): Scope {
  const known = new Map<string, Outcome>();
  const read = (name: string): unknown => {
    let outcome = known.get(name);
    if (outcome === undefined) {
      const get = variables.find(name);
      if (get === undefined) return undefined;
      outcome = attempt(get);
      known.set(name, outcome);
    }
    if (outcome.ok) return outcome.value;
    throw outcome.error;
  };
  const has = (name: string | symbol): name is string => typeof name === 'string' && variables.find(name) !== undefined;
  return new Proxy<Record<string, unknown>>(Object.create(null) as Record<string, unknown>, {
    get: (_, name) => (typeof name === 'string' ? read(name) : undefined),
    has: (_, name) => has(name),
    ownKeys: () => [...new Set(variables.names())],
    getOwnPropertyDescriptor: (_, name) =>
      has(name) ? { get: () => read(name), enumerable: true, configurable: true } : undefined,
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
    preventExtensions: () => false,
    setPrototypeOf: () => false,
  });
}

/** Failures are remembered too: a variable that many others use would otherwise fail again and again. */
type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

function attempt(get: () => unknown): Outcome {
  try {
    return { ok: true, value: get() };
  } catch (error) {
    return { ok: false, error };
  }
}
