import type { ActionContext, ActionResult } from '../action.ts';
import type { HostRequest } from '../host.ts';
import { tellResult } from './tell-result.ts';

/** Runs a user's command as the task's user and tells of it. */
export function runOnHost(
  context: ActionContext,
  request: Pick<HostRequest, 'script' | 'stdin' | 'timeoutMs' | 'onDisconnect'>,
  shown: string,
): Promise<ActionResult> {
  return tellResult(
    context,
    (onOutput) => context.send({ ...request, form: 'task', confidential: true, receipt: context.receipt, onOutput }),
    shown,
  );
}
