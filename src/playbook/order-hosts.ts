import type { Play } from './model.ts';

/**
 * The hosts of a play in the order in which it takes them.
 * @param hosts in inventory order
 * @param seed a whole number that makes a shuffle repeatable
 */
export function orderHosts(hosts: readonly string[], order: Play['order'], seed: number): readonly string[] {
  switch (order) {
    case 'inventory':
      return hosts;
    case 'reverse_inventory':
      return hosts.toReversed();
    case 'sorted':
      return hosts.toSorted(byName);
    case 'reverse_sorted':
      return hosts.toSorted(byName).toReversed();
    case 'shuffle':
      return shuffled(hosts, seed);
  }
}

/** By code units, so that it is the same on every machine. */
function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Fisher and Yates: every order is equally likely. */
function shuffled(hosts: readonly string[], seed: number): readonly string[] {
  const result = [...hosts];
  const random = numbersFrom(seed);
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = random() % (last + 1);
    const [a, b] = [result[last], result[other]];
    if (a !== undefined && b !== undefined) [result[last], result[other]] = [b, a];
  }
  return result;
}

/** Whole numbers below 2^32 that look random and depend on the seed alone: xorshift, with the seed spread first. */
function numbersFrom(seed: number): () => number {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
