import type { Scope } from '../../src/language/scope.ts';

/** Small values of every kind. */
export function sampleScope(): Scope {
  const bare = <Value>(entries: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
    Object.assign(Object.create(null) as Record<string, Value>, entries);
  return bare<unknown>({
    a: 1,
    text: 'north 192.0.2.1/24 aaaaaaaaaaaaaaaaaaaaaaaa',
    number: -3.5,
    nothing: null,
    yes: true,
    list: [3, 'b', null, bare({ a: 1, name: 'x' }), [1, [2]]],
    map: bare<unknown>({ a: 1, name: 'n', deep: bare({ list: [1, 2] }) }),
  });
}
