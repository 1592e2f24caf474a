import type { ServiceState } from '../../facts/service-state.ts';

/**
 * In the words that tasks use, or in systemd's where those have none. A unit that systemd keeps restarting is `activating`,
 * which alone would sound like good news, so the reason goes with it.
 */
export function readableState(unit: ServiceState): string {
  if (unit.load === 'not-found') return 'not found';
  if (unit.active === 'active') return 'started';
  if (unit.active === 'inactive') return 'stopped';
  const reason = unit.active === 'failed' && unit.result !== 'success' ? unit.result : unit.sub;
  return ['', unit.active].includes(reason) ? unit.active : `${unit.active} (${reason})`;
}
