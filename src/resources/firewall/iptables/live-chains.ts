import type { IptablesChain } from '../../../facts/iptables-rules.ts';
import { CannotConverge } from '../../../resource.ts';
import { ipFamilies } from '../ip-address.ts';
import type { IpFamily } from '../ip-address.ts';
import type { Observed } from '../observed.ts';
import { normalRule } from './normal-rule.ts';

/** The families that the host's kernel speaks. */
export function familiesOf({ rules }: Observed): readonly IpFamily[] {
  return ipFamilies.filter((family) => rules[family].state !== 'unsupported');
}

/**
 * The chains in the kernel with their rules in normal spelling; none where iptables is missing.
 * @throws CannotConverge when the table cannot be shown
 */
export function liveChains({ rules }: Observed, family: IpFamily): readonly IptablesChain[] {
  const observed = rules[family];
  switch (observed.state) {
    case 'read':
      return observed.chains.map((chain) => ({ ...chain, rules: chain.rules.map((rule) => normalRule(rule, family)) }));
    case 'missing':
    case 'unsupported':
      return [];
    case 'unreadable':
      throw new CannotConverge(
        `the ${family} rules cannot be read (as root? is something else managing the filter table?): ${observed.why}`,
      );
  }
}
