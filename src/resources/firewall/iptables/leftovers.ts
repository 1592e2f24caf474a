import type { Change, Step } from '../../../resource.ts';
import { removeSaved, savedLeftovers } from '../boot/leftovers.ts';
import { persistedPaths } from '../boot/paths.ts';
import { ipFamilies } from '../ip-address.ts';
import type { Observed } from '../observed.ts';
import { familiesOf, liveChains } from './live-chains.ts';
import { loadRules } from './load-rules.ts';
import { hooks, ownedChainName } from './owned-chains.ts';
import { removalText } from './restore-text.ts';

/** What this backend left on a host that another backend now keeps. */
export function iptablesLeftovers(observed: Observed): readonly Change[] {
  const chains = familiesOf(observed).flatMap((family) => {
    const names = hooks
      .map(ownedChainName)
      .filter((name) => liveChains(observed, family).some((chain) => chain.name === name));
    return names.map((name) => ({ attribute: `${family} ${name}`, from: 'present', to: 'absent' }));
  });
  return [...chains, ...savedLeftovers(observed, paths)];
}

/** The chains go first: should a later step fail, the next boot still has the saved rules. */
export function leaveIptables(observed: Observed): readonly Step[] {
  const texts = familiesOf(observed).map((family) => ({ family, text: removalText(liveChains(observed, family)) }));
  return [...loadRules(texts.filter(({ text }) => text !== '')), ...removeSaved(observed, paths)];
}

const paths = ipFamilies.map((family) => persistedPaths[family]);
