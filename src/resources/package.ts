import { defineResource } from '../definition.ts';
import { packageArguments } from './package/arguments.ts';
import { aptSteps } from './package/apt-steps.ts';
import { packageChanges } from './package/diff.ts';
import { observePackages } from './package/observe.ts';
import type { ObservedPackages } from './package/observe.ts';
import { otherSteps } from './package/other-steps.ts';
import { wantedPackages } from './package/wanted.ts';
import type { WantedPackages } from './package/wanted.ts';

export const packages = defineResource<WantedPackages, ObservedPackages>({
  kind: 'package',
  aliases: ['apt', 'dnf', 'yum', 'zypper', 'apk'],
  schema: packageArguments,
  wanted: wantedPackages,
  observe: observePackages,
  diff: packageChanges,
  steps: (wanted, observed, changes) => {
    const { manager } = observed;
    return manager === 'dnf' || manager === 'zypper' || manager === 'apk'
      ? otherSteps(manager, wanted, observed, changes)
      : aptSteps(wanted, observed, changes);
  },
  facts: (_, { packages }) => ({
    versions: Object.fromEntries(packages.map(({ wanted, state }) => [wanted.name, state.version ?? ''])),
  }),
});
