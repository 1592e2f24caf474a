import { defineResource } from '../definition.ts';
import type { ResourceSpec } from '../resource.ts';
import { argumentsSchema } from './firewall/arguments-schema.ts';
import { chooseBackend } from './firewall/choose-backend.ts';
import { observe } from './firewall/observed.ts';
import type { Observed } from './firewall/observed.ts';
import { firewallProtection } from './firewall/protection.ts';
import type { Policy } from './firewall/policy.ts';
import { readPolicy } from './firewall/read-policy.ts';
import { refuseLockOut } from './firewall/refuse-lock-out.ts';
import { refuseOtherManagers } from './firewall/refuse-other-managers.ts';

const spec: ResourceSpec<Policy, Observed> = {
  kind: 'firewall',
  schema: argumentsSchema,
  risk: 'connectivity',
  wanted: readPolicy,
  observe: (_policy, host) => observe(host),
  diff: (policy, observed) => {
    const backend = chooseBackend(policy, observed);
    refuseOtherManagers(backend, observed);
    refuseLockOut(policy, observed);
    return backend.diff(policy, observed);
  },
  steps: (policy, observed) => chooseBackend(policy, observed).steps(policy, observed),
  protects: (_policy, observed) => firewallProtection(observed),
  facts: (policy, observed) => ({ backend: chooseBackend(policy, observed).name }),
};

export const firewall = defineResource(spec);
