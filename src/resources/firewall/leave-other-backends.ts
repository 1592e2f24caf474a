import type { Change, Step } from '../../resource.ts';
import type { Backend } from './backend.ts';
import { bootLeftovers, removeBoot } from './boot/leftovers.ts';
import { iptablesLeftovers, leaveIptables } from './iptables/leftovers.ts';
import { leaveNftables, nftablesLeftovers } from './nftables/leftovers.ts';
import type { Observed } from './observed.ts';
import { leaveUfw, ufwLeftovers } from './ufw/leftovers.ts';

/** What backends other than the one that keeps the host have left on it. */
export function leftoversOfOthers(keeper: Backend, observed: Observed): readonly Change[] {
  return [
    ...others(keeper).flatMap((each) => each.leftovers(observed)),
    ...(keeper.name === 'ufw' ? bootLeftovers(observed) : []),
  ];
}

/** They go last: until the keeper's rules are loaded they guard the host, and while both are there each must accept. */
export function leaveOthers(keeper: Backend, observed: Observed): readonly Step[] {
  return [
    ...others(keeper).flatMap((each) => each.leave(observed)),
    ...(keeper.name === 'ufw' ? removeBoot(observed) : []),
  ];
}

interface Other {
  readonly name: Backend['name'];
  leftovers(observed: Observed): readonly Change[];
  leave(observed: Observed): readonly Step[];
}

const all: readonly Other[] = [
  { name: 'iptables', leftovers: iptablesLeftovers, leave: leaveIptables },
  { name: 'nftables', leftovers: nftablesLeftovers, leave: leaveNftables },
  { name: 'ufw', leftovers: ufwLeftovers, leave: leaveUfw },
];

function others({ name }: Backend): readonly Other[] {
  return all.filter((each) => each.name !== name);
}
