import { matchesName } from './names.ts';
import type { KnownHostsLine } from './parse.ts';

/** Finds the lines of one file by the name of a host. */
export interface NameIndex {
  /** In their order. A hashed name costs some 4 µs, so each name is looked for once. */
  named(name: string): readonly KnownHostsLine[];
  /** Behind all others. */
  add(line: KnownHostsLine): void;
}

interface Placed {
  readonly place: number;
  readonly line: KnownHostsLine;
}

/** A thousand hosts in a file of a thousand lines would else be a million comparisons. */
export function createNameIndex(lines: readonly KnownHostsLine[]): NameIndex {
  const plain = new Map<string, Placed[]>();
  const patterns: Placed[] = [];
  const hashed = new Set<Placed>();
  const found = new Map<string, readonly KnownHostsLine[]>();
  let size = 0;

  const add = (line: KnownHostsLine): void => {
    const placed = { place: (size += 1), line };
    if (line.names.startsWith('|')) hashed.add(placed);
    else if (/[*?!]/.test(line.names)) patterns.push(placed);
    else {
      for (const name of new Set(line.names.toLowerCase().split(','))) {
        const same = plain.get(name);
        if (same === undefined) plain.set(name, [placed]);
        else same.push(placed);
      }
    }
  };
  const find = (name: string): readonly KnownHostsLine[] => {
    const matching = (placed: Iterable<Placed>): Placed[] =>
      [...placed].filter(({ line }) => matchesName(line.names, name));
    const own = matching(hashed);
    // A digest stands for one name, so no other host will need to look at it.
    for (const each of own) hashed.delete(each);
    return [...(plain.get(name.toLowerCase()) ?? []), ...matching(patterns), ...own]
      .sort((a, b) => a.place - b.place)
      .map(({ line }) => line);
  };

  lines.forEach(add);
  return {
    named: (name) => {
      const known = found.get(name) ?? find(name);
      found.set(name, known);
      return known;
    },
    add: (line) => {
      add(line);
      for (const [name, known] of found) if (matchesName(line.names, name)) found.set(name, [...known, line]);
    },
  };
}
