import type { ActionContext } from '../../action.ts';
import type { ServiceState } from '../../facts/service-state.ts';
import { readUnit } from './read-unit.ts';
import { saysWhenReady } from './says-when-ready.ts';

/**
 * The unit's state when it has settled after a start or reload. systemctl has waited already for units that say when they are
 * ready; others are given a second in which to fail. A unit that is still on its way is waited for a minute.
 */
export async function watchUnit(
  unit: string,
  context: Pick<ActionContext, 'send' | 'sleep' | 'now' | 'say'>,
): Promise<ServiceState> {
  const giveUp = context.now() + patienceMs;
  let state = await readUnit(unit, context);
  await context.sleep(saysWhenReady(state) ? 300 : 1000);
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
