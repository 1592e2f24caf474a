import { hooks, ownedChainName } from './iptables/owned-chains.ts';
import { ipFamilies } from './ip-address.ts';
import { tableName } from './nftables/table-name.ts';
import type { Observed } from './observed.ts';

/**
 * Filters of others on this host (containers, fail2ban, libvirt), which are kept as they are: `iptables ipv4 DOCKER-USER`,
 * `nft ip netavark`. Sorted.
 */
export function foreignFilters({ rules, nft }: Observed): readonly string[] {
  const chains = ipFamilies.flatMap((family) => {
    const observed = rules[family];
    if (observed.state !== 'read') return [];
    return observed.chains.flatMap(({ name }) => (isOurs(name) ? [] : [`iptables ${family} ${name}`]));
  });
  const tables = nft.state !== 'read' ? [] : nft.hooked.map(({ table }) => table);
  const foreign = [...new Set(tables)].filter((table) => table !== tableName && !iptablesTable.test(table));
  return [...chains, ...foreign.map((table) => `nft ${table}`)].toSorted();
}

/** Chains of the kernel, of this program, and of ufw, which is told of apart. */
function isOurs(name: string): boolean {
  return builtIn.includes(name) || hooks.map(ownedChainName).includes(name) || /^ufw6?-/.test(name);
}

const builtIn: readonly string[] = ['INPUT', 'FORWARD', 'OUTPUT'];

const iptablesTable = /^ip6? (?:filter|nat|mangle|raw|security)$/;
