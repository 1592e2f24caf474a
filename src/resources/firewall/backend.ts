import type { Change, Step } from '../../resource.ts';
import type { Observed } from './observed.ts';
import type { Policy } from './policy.ts';

/**
 * SEAM: who keeps the rules of a policy. A further one is one folder beside `iptables/`, `nftables/` and `ufw/`, and
 * lines in choose-backend and leave-other-backends. What it reads must be in `Observed`.
 */
export interface Backend {
  readonly name: 'iptables' | 'nftables' | 'ufw';
  /** Pure; as in `ResourceSpec`. What other backends left is not its affair. */
  diff(policy: Policy, observed: Observed): readonly Change[];
  /** Pure; as in `ResourceSpec`. */
  steps(policy: Policy, observed: Observed): readonly Step[];
}
