import { CannotConverge } from '../../../resource.ts';
import type { Backend } from '../backend.ts';
import { persistenceChanges, persistenceSteps } from '../boot/persistence-changes.ts';
import { chainChanges } from './chain-changes.ts';
import { familiesOf, liveChains } from './live-chains.ts';
import { persistedFiles } from './persistence.ts';
import { loadRules } from './load-rules.ts';
import { restoreText } from './restore-text.ts';

export const iptablesBackend: Backend = {
  name: 'iptables',
  diff: (policy, observed) => [
    ...familiesOf(observed).flatMap((family) => chainChanges(policy, family, liveChains(observed, family))),
    ...persistenceChanges(persistedFiles(policy), observed),
  ],
  steps: (policy, observed) => {
    const families = familiesOf(observed);
    if (families.some((family) => observed.rules[family].state === 'missing'))
      throw new CannotConverge('iptables is not installed; install the package iptables first');
    const texts = families.flatMap((family) => {
      const live = liveChains(observed, family);
      const changed = chainChanges(policy, family, live).length > 0;
      return changed ? [{ family, text: restoreText(policy, family, live) }] : [];
    });
    return [...loadRules(texts), ...persistenceSteps(persistedFiles(policy), observed)];
  },
};
