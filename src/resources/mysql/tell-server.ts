import type { Step } from '../../resource.ts';
import { clientCommand } from '../../sql/client-command.ts';
import type { Dialect } from '../../sql/dialect.ts';

/**
 * Runs statements on the host's own server, in one session. They travel on standard input, because they may hold secrets. `binlog`:
 * whether replicas get them, too.
 */
export function tellServer(
  title: string,
  dialect: Dialect,
  statements: readonly string[],
  { binlog }: { readonly binlog: boolean },
): Step {
  const all = binlog ? statements : ['SET SESSION sql_log_bin = 0', ...statements];
  const stdin = new TextEncoder().encode(all.map((each) => `${each};\n`).join(''));
  return { type: 'run', title, command: clientCommand(dialect), stdin, onDisconnect: 'finish' };
}
