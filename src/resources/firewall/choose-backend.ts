import type { Backend } from './backend.ts';
import { iptablesBackend } from './iptables/backend.ts';
import type { Observed } from './observed.ts';
import type { Policy } from './policy.ts';
import { ufwBackend } from './ufw/backend.ts';

/** `auto` takes ufw where it is installed: whoever installed it will look there. */
export function chooseBackend({ backend }: Policy, { ufwInstalled }: Observed): Backend {
  if (backend === 'ufw' || (backend === 'auto' && ufwInstalled)) return ufwBackend;
  return iptablesBackend;
}
