import type { Change, Step } from '../../resource.ts';
import type { Observed } from './observed.ts';
import type { Policy } from './policy.ts';

/**
 * SEAM: who keeps the rules of a policy. A further one (nftables) is one folder beside `iptables/` and `ufw/`, and one line in
 * choose-backend. What it reads must be in `Observed`.
 */
export interface Backend {
  readonly name: 'iptables' | 'ufw';
  /** Pure; as in `ResourceSpec`. Also takes away what other backends of ours left. */
  diff(policy: Policy, observed: Observed): readonly Change[];
  /** Pure; as in `ResourceSpec`. */
  steps(policy: Policy, observed: Observed): readonly Step[];
}
