import type { FactKind, FactReader } from '../fact.ts';

/** What the answers to an entry's questions depend on. */
export interface Dependencies {
  readonly paths: ReadonlySet<string>;
  /** One of them may depend on anything on the host. */
  readonly anything: boolean;
}

/** A reader that notes what was asked; the note is complete when the reading is. */
export function noteDependencies(reader: FactReader): {
  readonly reader: FactReader;
  readonly dependencies: Dependencies;
} {
  const paths = new Set<string>();
  const dependencies = { paths, anything: false };
  return {
    dependencies,
    reader: {
      read: async <Key, Value>(kind: FactKind<Key, Value>, key: Key): Promise<Value> => {
        const known = kind.paths?.(key);
        for (const path of known ?? []) paths.add(path);
        dependencies.anything ||= known === undefined;
        const answer = await reader.read(kind, key);
        for (const path of kind.answerPaths?.(answer, key) ?? []) paths.add(path);
        return answer;
      },
    },
  };
}
