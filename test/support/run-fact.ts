import { spawnSync } from 'node:child_process';
import type { FactKind } from '../../src/fact.ts';

/** The shells that hosts have: a name and how to call it. */
export const shells = [
  ['dash', ['dash']],
  ['bash', ['bash']],
  ['ksh', ['ksh']],
  ['busybox', ['busybox', 'sh']],
] as const;

/** Reads facts of this machine as the engine would: one script, one parse. */
export function runFact<Key, Value>(
  kind: FactKind<Key, Value>,
  keys: readonly Key[],
  shell: readonly string[] = ['dash'],
  environment: Readonly<Record<string, string>> = {},
): readonly Value[] {
  const [program = 'sh', ...words] = shell;
  // The script arrives on stdin, as it does on a host, because it may be longer than an argument.
  const done = spawnSync(program, [...words, '-c', 'eval "$(cat)"'], {
    env: { ...process.env, LC_ALL: 'C', ...environment },
    maxBuffer: 32 * 1024 * 1024,
    input: kind.script(keys).text,
  });
  if (done.status !== 0) throw new Error(`${kind.name} ended with ${String(done.status)}: ${done.stderr.toString()}`);
  return kind.parse(done.stdout, keys);
}
