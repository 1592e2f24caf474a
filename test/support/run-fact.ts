import { spawnSync } from 'node:child_process';
import type { FactKind } from '../../src/fact.ts';

/** The shells that hosts have. */
export const shells = [['dash'], ['bash'], ['ksh'], ['busybox', 'sh']] as const;

/** Reads facts of this machine as the engine would: one script, one parse. */
export function runFact<Key, Value>(
  kind: FactKind<Key, Value>,
  keys: readonly Key[],
  shell: readonly string[] = ['dash'],
  environment: Readonly<Record<string, string>> = {},
): readonly Value[] {
  const [program = 'sh', ...words] = shell;
  const done = spawnSync(program, [...words, '-c', kind.script(keys).text], {
    env: { ...process.env, LC_ALL: 'C', ...environment },
    input: '',
  });
  if (done.status !== 0) throw new Error(`${kind.name} ended with ${String(done.status)}: ${done.stderr.toString()}`);
  return kind.parse(done.stdout, keys);
}
