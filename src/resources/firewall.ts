import { defineResource } from '../definition.ts';
import type { ResourceSpec } from '../resource.ts';
import { argumentsSchema } from './firewall/arguments-schema.ts';
import { chooseBackend } from './firewall/choose-backend.ts';
import { foreignFilters } from './firewall/foreign-filters.ts';
import { leaveOthers, leftoversOfOthers } from './firewall/leave-other-backends.ts';
import { observe } from './firewall/observed.ts';
import type { Observed } from './firewall/observed.ts';
import { firewallProtection } from './firewall/protection.ts';
import type { Policy } from './firewall/policy.ts';
import { readPolicy } from './firewall/read-policy.ts';
import { refuseLockOut } from './firewall/refuse-lock-out.ts';
import { refuseOtherManagers } from './firewall/refuse-other-managers.ts';
import { withSshPorts } from './firewall/ssh-ports.ts';

const spec: ResourceSpec<Policy, Observed> = {
  kind: 'firewall',
  schema: argumentsSchema,
  risk: 'connectivity',
  wanted: readPolicy,
  observe,
  diff: (written, observed) => {
    const policy = withSshPorts(written, observed);
    const backend = chooseBackend(policy, observed);
    refuseOtherManagers(backend, observed);
    refuseLockOut(policy, observed);
    return [...backend.diff(policy, observed), ...leftoversOfOthers(backend, observed)];
  },
  steps: (written, observed) => {
    const policy = withSshPorts(written, observed);
    const backend = chooseBackend(policy, observed);
    return [...backend.steps(policy, observed), ...leaveOthers(backend, observed)];
  },
  protects: (_policy, observed) => firewallProtection(observed),
  facts: (policy, observed) => ({
    backend: chooseBackend(policy, observed).name,
    foreign: foreignFilters(observed),
  }),
};

export const firewall = defineResource(spec);
