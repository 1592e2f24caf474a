import type { ActionContext } from '../../action.ts';
import { HostError } from '../../diagnostics/errors.ts';
import { FactError } from '../../fact.ts';
import { serviceState } from '../../facts/service-state.ts';
import type { ServiceState } from '../../facts/service-state.ts';

/**
 * A unit's state, read inside an action, where nothing is read ahead.
 * @throws HostError, FactError
 */
export async function readUnit(unit: string, context: Pick<ActionContext, 'send'>): Promise<ServiceState> {
  const { stdout, stderr, exitCode } = await context.send({ script: serviceState.script([unit]) });
  if (exitCode !== 0) {
    const said = Buffer.from(stderr).toString('utf8').trim().slice(-500);
    throw new HostError('fact-unreadable', `the state of ${unit} cannot be read: ${said}`);
  }
  const [state] = serviceState.parse(Buffer.from(stdout), [unit]);
  if (state === undefined) throw new FactError(`serviceState: no answer about ${unit}`);
  return state;
}
