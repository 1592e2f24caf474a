import type { Change, Step } from '../../resource.ts';
import type { Backend } from './backend.ts';
import { bootLeftovers, removeBoot } from './boot/leftovers.ts';
import * as iptables from './iptables/leftovers.ts';
import * as nftables from './nftables/leftovers.ts';
import type { Observed } from './observed.ts';
import * as ufw from './ufw/leftovers.ts';

/** What backends other than the one that keeps the host have left on it. */
export function leftoversOfOthers(keeper: Backend, observed: Observed): readonly Change[] {
  return [
    ...others(keeper).flatMap(({ leftovers }) => leftovers(observed)),
    ...(keeper.name === 'ufw' ? bootLeftovers(observed) : []),
  ];
}

/** They go last: until the keeper's rules are loaded they guard the host, and while both are there each must accept. */
export function leaveOthers(keeper: Backend, observed: Observed): readonly Step[] {
  return [
    ...others(keeper).flatMap(({ removeLeftovers }) => removeLeftovers(observed)),
    ...(keeper.name === 'ufw' ? removeBoot(observed) : []),
  ];
}

const all = { iptables, nftables, ufw } as const;

function others({ name }: Backend) {
  return (['iptables', 'nftables', 'ufw'] as const).filter((each) => each !== name).map((each) => all[each]);
}
