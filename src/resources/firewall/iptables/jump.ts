import type { IptablesChain } from '../../../facts/iptables-rules.ts';
import { ownedChainName } from './owned-chains.ts';
import type { Hook } from './owned-chains.ts';

/** Where, counted from 1, a built-in chain jumps to ours without any condition. */
export function callsTo(live: readonly IptablesChain[], hook: Hook): readonly number[] {
  const call = `-j ${ownedChainName(hook)}`;
  return rulesOf(live, hook).flatMap((rule, index) => (rule === call ? [index + 1] : []));
}

/**
 * The place that the jump must have: the first, behind fail2ban's, which only ever refuses and which fail2ban puts first
 * whenever it starts.
 */
export function jumpPlace(live: readonly IptablesChain[], hook: Hook): number {
  const others = rulesOf(live, hook).filter((rule) => rule !== `-j ${ownedChainName(hook)}`);
  const firstOther = others.findIndex((rule) => !/ -j f2b-\S+$/.test(` ${rule}`));
  return (firstOther === -1 ? others.length : firstOther) + 1;
}

export function jumpIsRight(live: readonly IptablesChain[], hook: Hook): boolean {
  const calls = callsTo(live, hook);
  return calls.length === 1 && calls[0] === jumpPlace(live, hook);
}

/** `missing`, `rule 1`, `rules 1 and 4` */
export function showCalls(live: readonly IptablesChain[], hook: Hook): string {
  const calls = callsTo(live, hook);
  if (calls.length === 0) return 'missing';
  return `rule${calls.length === 1 ? '' : 's'} ${calls.join(' and ')}`;
}

function rulesOf(live: readonly IptablesChain[], hook: Hook): readonly string[] {
  return live.find(({ name }) => name === hook)?.rules ?? [];
}
