import type { Command } from './shell.ts';

/**
 * CONTRACT of a fact kind: how something is read, for many keys in one command. `facts/` holds the kinds; resources
 * read only through them.
 *
 * The engine collects the keys that all resources of a window ask for in one tick, calls `script` once with all of
 * them (each key once), runs it, and calls `parse` once. Both must be pure; `script` must only read.
 */
export interface FactKind<Key, Value> {
  /** Unique, in camelCase: `fileState`. */
  readonly name: string;
  /** Two keys with the same identity are read once. */
  identity(key: Key): string;
  /** POSIX sh text that reads all `keys` with one process per tool, not one per key. Exit status other than 0 is an error. */
  script(keys: readonly Key[]): Command;
  /**
   * Values in the order of `keys`. The output is hostile input: no eval, no unbounded work, no plain-object maps.
   * @throws FactError when the output does not have the promised shape
   */
  parse(stdout: Buffer, keys: readonly Key[]): readonly Value[];
  /**
   * `task`: the script holds what a user wrote, which may hang. It gets its own process group and 60 s, so that it can be
   * killed without the runner. Nothing means that it is ours alone, and short.
   */
  readonly form?: 'task';
  /**
   * Where the answer to a key lies: what stands at these paths, below or right above them, and nothing else, can change
   * it. Entries of the files of accounts count as files below these (`facts/account-entries.ts`). So the engine can tell that writing
   * another file leaves an answer true. Nothing means: anything might change it.
   */
  paths?(key: Key): readonly string[];
  /** What else it depends on as it turned out: the names of a file's owner and group, a user's home. Only with `paths`. */
  answerPaths?(answer: Value, key: Key): readonly string[];
  /** Another kind that answers this one's questions along with others, so that one command does for all. */
  readonly through?: Through<Key, Value>;
}

interface Through<Key, Value> {
  // Nobody but the kind itself knows what the other kind's keys are.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly kind: FactKind<any, Value>;
  key(key: Key): unknown;
}

/** What a resource may do to a host: read facts. It has no way to change anything. */
export interface FactReader {
  read<Key, Value>(kind: FactKind<Key, Value>, key: Key): Promise<Value>;
}

export class FactError extends Error {
  override readonly name = 'FactError';
}
