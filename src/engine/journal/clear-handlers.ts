import { HostError } from '../../diagnostics/errors.ts';
import type { Task } from '../../playbook/model.ts';
import type { HostContext } from '../context.ts';

/**
 * Clears handlers that have run; a plan forgets them, and leaves the host as it is. A host that is lost in this moment runs them
 * once more with the next run.
 */
export async function clearHandlers(context: HostContext, handlers: readonly Task[]): Promise<void> {
  const requests = context.journal.clear(context.play.name, handlers);
  if (context.mode !== 'run') return;
  try {
    await Promise.all(requests.map((request) => context.home.write(request)));
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
  }
}
