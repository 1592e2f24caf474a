import type { IpFamily } from '../ip-address.ts';
import type { Policy } from '../policy.ts';
import { inputRules } from './input-rules.ts';
import { outputRules } from './output-rules.ts';

/** The built-in chain that ours is called from. */
export type Hook = 'INPUT' | 'OUTPUT';

export const hooks: readonly Hook[] = ['INPUT', 'OUTPUT'];

export interface OwnedChain {
  readonly name: string;
  readonly hook: Hook;
  /** As iptables-restore takes them, without `-A NAME`. */
  readonly rules: readonly string[];
}

export function ownedChainName(hook: Hook): string {
  return `RACKWRIGHT-${hook}`;
}

/** The chains that a policy needs; all others of ours are to be removed. */
export function ownedChains(policy: Policy, family: IpFamily): readonly OwnedChain[] {
  const input: OwnedChain = { name: ownedChainName('INPUT'), hook: 'INPUT', rules: inputRules(policy, family) };
  if (policy.outgoing === 'accept') return [input];
  return [input, { name: ownedChainName('OUTPUT'), hook: 'OUTPUT', rules: outputRules(policy, family) }];
}
