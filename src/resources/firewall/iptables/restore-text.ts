import type { IptablesChain } from '../../../facts/iptables-rules.ts';
import type { IpFamily } from '../ip-address.ts';
import type { Policy } from '../policy.ts';
import { callsTo, jumpIsRight, jumpPlace } from './jump.ts';
import { hooks, ownedChainName, ownedChains } from './owned-chains.ts';
import type { Hook, OwnedChain } from './owned-chains.ts';

/**
 * Input for `iptables-restore --noflush`: one transaction that replaces our chains, puts the jumps in their place and
 * removes chains that are no longer needed. Nothing else in the table is named.
 */
export function restoreText(policy: Policy, family: IpFamily, live: readonly IptablesChain[]): string {
  const wanted = ownedChains(policy, family);
  const lines = [
    ...wanted.flatMap(chainLines),
    ...wanted.filter(({ hook }) => !jumpIsRight(live, hook)).flatMap(({ hook }) => jumpLines(live, hook)),
    ...hooks.filter((hook) => wanted.every((chain) => chain.hook !== hook)).flatMap((hook) => removalLines(live, hook)),
  ];
  return ['*filter', ...lines, 'COMMIT', ''].join('\n');
}

/** Takes all our chains away; empty text when there are none. */
export function removalText(live: readonly IptablesChain[]): string {
  const lines = hooks.flatMap((hook) => removalLines(live, hook));
  return lines.length === 0 ? '' : ['*filter', ...lines, 'COMMIT', ''].join('\n');
}

/** Declaring a chain empties it, in the same transaction in which it is filled again. */
export function chainLines({ name, rules }: OwnedChain): readonly string[] {
  return [`:${name} - [0:0]`, ...rules.map((rule) => `-A ${name} ${rule}`)];
}

function jumpLines(live: readonly IptablesChain[], hook: Hook): readonly string[] {
  return [...unhookLines(live, hook), `-I ${hook} ${jumpPlace(live, hook)} -j ${ownedChainName(hook)}`];
}

function unhookLines(live: readonly IptablesChain[], hook: Hook): readonly string[] {
  return callsTo(live, hook).map(() => `-D ${hook} -j ${ownedChainName(hook)}`);
}

function removalLines(live: readonly IptablesChain[], hook: Hook): readonly string[] {
  const name = ownedChainName(hook);
  if (live.every((chain) => chain.name !== name)) return [];
  return [...unhookLines(live, hook), `-F ${name}`, `-X ${name}`];
}
