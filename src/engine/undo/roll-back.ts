import { HostError } from '../../diagnostics/errors.ts';
import { sh } from '../../shell.ts';
import type { HostContext } from '../context.ts';
import { undoNowScript } from '../guard/settle-scripts.ts';
import { runHandlers } from '../run-handlers.ts';
import type { Kept } from './undo-log.ts';
import type { UndoLog } from './undo-log.ts';

/** Puts back what a play has changed on a host, the last change first, runs the handlers that these changes had notified, and says what lasts. */
export async function rollBack(context: HostContext, log: UndoLog): Promise<void> {
  const done: string[] = [];
  const failed: string[] = [];
  for (const kept of log.kept) ((await putBack(context, kept)) ? done : failed).push(kept.what);
  const say = (message: string): void => context.emit({ type: 'warning', host: context.host, message });
  if (done.length > 0) say(`rolled back: ${done.join(', ')}`);
  if (failed.length > 0)
    say(`could not be rolled back; what was kept is in ${context.guard.state}/kept on the host: ${failed.join(', ')}`);
  if (log.lasting.length > 0) say(`stays as it is, because it cannot be undone: ${log.lasting.join(', ')}`);
  if (done.length > 0) await runHandlers(context, new Set(log.handlers));
}

async function putBack(context: HostContext, { guard, become }: Kept): Promise<boolean> {
  const forget = context.applied.forget(guard.protection.paths);
  const script = sh`( ${undoNowScript(guard, 60)}\n) || exit\nrmdir -- ${guard.state} 2>/dev/null\n${forget}\n:`;
  try {
    const { exitCode } = await context.home.write({
      script,
      form: 'task',
      onDisconnect: 'finish',
      ...(become && { become }),
    });
    return exitCode === 0;
  } catch (error) {
    if (error instanceof HostError) return false;
    throw error;
  }
}
