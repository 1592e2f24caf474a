import type { Scope } from '../language/scope.ts';
import { BorrowedLine } from './borrowed-line.ts';
import { chooseBecome } from './choose-become.ts';
import type { Delegate, HostContext } from './context.ts';
import { createFactReaders } from './fact-readers.ts';
import type { HostState } from './host-state.ts';
import { reconnect } from './reconnect.ts';
import type { BecomeOptions } from './run-options.ts';

/**
 * Another host to do a task's work on: over its own connection, as whom its own inventory variables say. The variables of
 * the task and whatever it leaves behind stay those of the task's host.
 *
 * @param connection the variables of that host, which say how one becomes another user there
 */
export function delegateTo(context: HostContext, host: HostState, options: BecomeOptions, connection: Scope): Delegate {
  const line = new BorrowedLine(host.line, host.ground, context.company);
  const own: HostContext = {
    ...context,
    line,
    becomeOf: (task, scope) => chooseBecome(task.become, options, scope, connection),
    reader: createFactReaders(line),
    reconnect: (timeoutMs) => reconnect(() => line.reconnect(), timeoutMs, context),
    renew: (timeoutMs) => reconnect(() => line.renew(), timeoutMs, context),
    // Whoever waits lets others have their turn.
    sleep: async (milliseconds) => {
      await line.release();
      await context.sleep(milliseconds);
    },
  };
  return { name: host.name, context: own, release: () => line.release() };
}
