import type { Backend } from './backend.ts';
import { iptablesBackend } from './iptables/backend.ts';
import { hooks, ownedChainName } from './iptables/owned-chains.ts';
import { nftablesBackend } from './nftables/backend.ts';
import type { Observed } from './observed.ts';
import type { Policy } from './policy.ts';
import { ufwBackend } from './ufw/backend.ts';

/**
 * `auto` takes ufw where it is installed: whoever installed it will look there. Else it stays with iptables where that keeps
 * the host already, and takes nftables where nft is installed.
 */
export function chooseBackend({ backend }: Policy, observed: Observed): Backend {
  switch (backend) {
    case 'iptables':
      return iptablesBackend;
    case 'nftables':
      return nftablesBackend;
    case 'ufw':
      return ufwBackend;
    case 'auto':
      if (observed.ufwInstalled) return ufwBackend;
      return keptByIptables(observed) || observed.nft.state !== 'read' ? iptablesBackend : nftablesBackend;
  }
}

function keptByIptables({ rules: { ipv4 } }: Observed): boolean {
  const names = hooks.map(ownedChainName);
  return ipv4.state === 'read' && ipv4.chains.some(({ name }) => names.includes(name));
}
