import { FactError } from '../fact.ts';
import type { FactKind } from '../fact.ts';
import { askServer } from '../sql/ask-server.ts';
import type { Dialect } from '../sql/dialect.ts';
import { readAnswer } from '../sql/read-answer.ts';
import { rows } from '../sql/rows.ts';

/** What the host's server says, if there is one and it answers. */
export type FromServer<Value> =
  | { readonly server: 'absent' }
  | { readonly server: 'down'; readonly dialect: Dialect['name']; readonly reason: string }
  | {
      readonly server: 'up';
      readonly dialect: Dialect['name'];
      /** Only replication, and those who may do anything, can write. */
      readonly readOnly: boolean;
      readonly value: Value;
    };

/** A row behind its tag: what the question selected. */
type Row = readonly (string | null)[];

/**
 * A fact kind that asks the host's server for all keys with one client process.
 *
 * @param question SQL of one statement whose rows begin with `tag`
 */
export function serverFact<Key, Value>(kind: {
  readonly name: string;
  readonly identity: (key: Key) => string;
  readonly question: (key: Key, tag: number, dialect: Dialect) => string;
  readonly value: (rows: readonly Row[]) => Value;
}): FactKind<Key, FromServer<Value>> {
  const { name, identity, question } = kind;
  return {
    name,
    identity,
    script: (keys) =>
      askServer((dialect) =>
        ['SELECT @@GLOBAL.read_only', ...keys.map((key, tag) => question(key, tag, dialect))].join(';\n').concat(';'),
      ),
    parse: (stdout, keys) => {
      const answer = readAnswer(stdout);
      if (answer === undefined) throw new FactError(`${name}: the answer does not say how it went`);
      if (answer.type === 'absent') return keys.map(() => ({ server: 'absent' }));
      const { dialect } = answer;
      if (answer.type === 'down') return keys.map(() => ({ server: 'down', dialect, reason: answer.reason }));
      const [first, ...rest] = rows(answer.output);
      const readOnly = readOnlyOf(name, first);
      const found = behindTags(rest);
      return keys.map((_, tag) => ({
        server: 'up',
        dialect,
        readOnly,
        value: kind.value(found.get(String(tag)) ?? []),
      }));
    },
  };
}

function readOnlyOf(name: string, row: Row | undefined): boolean {
  const [value] = row ?? [];
  if (value === undefined || value === null) throw new FactError(`${name}: the answer does not say who may write`);
  return value !== '0' && value !== 'OFF';
}

function behindTags(all: readonly Row[]): ReadonlyMap<string | null, readonly Row[]> {
  const found = new Map<string | null, Row[]>();
  for (const [tag = null, ...row] of all) {
    const known = found.get(tag);
    if (known === undefined) found.set(tag, [row]);
    else known.push(row);
  }
  return found;
}
