import type { ActionContext } from '../../action.ts';
import type { ServiceState } from '../../facts/service-state.ts';
import { calmScript } from './calm-script.ts';
import { readUnit } from './read-unit.ts';
import { saysWhenReady } from './says-when-ready.ts';

/**
 * The unit's state when it has settled after a start or reload. systemctl has waited already for units that say when they are
 * ready; others are watched until they are idle. A unit that is still on its way is waited for a minute.
 */
export async function watchUnit(
  unit: string,
  context: Pick<ActionContext, 'send' | 'sleep' | 'now' | 'say'>,
): Promise<ServiceState> {
  const giveUp = context.now() + patienceMs;
  let state = await readUnit(unit, context);
  if (saysWhenReady(state)) await context.sleep(300);
  else await context.send({ script: calmScript(unit), form: 'task' });
  state = await readUnit(unit, context);
  while (onItsWay(state) && context.now() < giveUp) {
    context.say(`${unit} is ${state.active} (${state.sub})`);
    await context.sleep(1000);
    state = await readUnit(unit, context);
  }
  return state;
}

const patienceMs = 60_000;

/** `auto-restart` means that it has failed and systemd will try again: nothing to wait for. */
function onItsWay({ active, sub }: ServiceState): boolean {
  if (sub.startsWith('auto-restart')) return false;
  return active === 'activating' || active === 'reloading' || active === 'refreshing' || active === 'deactivating';
}
