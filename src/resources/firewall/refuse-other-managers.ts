import { CannotConverge } from '../../resource.ts';
import type { Backend } from './backend.ts';
import { otherManagers } from './observed.ts';
import type { Observed } from './observed.ts';
import { ufwIsActive } from './ufw/state.ts';

/**
 * What one manager drops is lost, whatever the other accepts: two of them on one host are always wrong.
 * @throws CannotConverge with what to do
 */
export function refuseOtherManagers(backend: Backend, observed: Observed): void {
  const running = otherManagers.find((unit) => observed.units.get(unit)?.active === 'active');
  if (running !== undefined)
    throw new CannotConverge(
      `${running} is active and keeps rules of its own; disable it first: systemctl disable --now ${running}`,
    );
  if (backend.name === 'iptables' && ufwIsActive(observed))
    throw new CannotConverge('ufw is active on this host; run `ufw disable` first, or use `backend: ufw`');
}
