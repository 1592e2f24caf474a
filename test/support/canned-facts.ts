import type { FactReader } from '../../src/fact.ts';

/** Values by fact kind and by the identity of the key: `{fileState: {'/etc/motd': {type: 'absent'}}}`. */
export type CannedFacts = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * A reader that answers from a table.
 * @throws Error for a fact that the table does not hold, so that a case names everything its resource reads
 */
export function cannedFacts(facts: CannedFacts): FactReader {
  return {
    read: (kind, key) => {
      const identity = kind.identity(key);
      const values = facts[kind.name] ?? {};
      if (!Object.hasOwn(values, identity))
        return Promise.reject(new Error(`the case gives no ${kind.name} for ${JSON.stringify(identity)}`));
      return Promise.resolve(values[identity] as never);
    },
  };
}
