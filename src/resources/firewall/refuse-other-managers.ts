import { CannotConverge } from '../../resource.ts';
import type { Backend } from './backend.ts';
import { ipFamilies } from './ip-address.ts';
import { tableName } from './nftables/table-name.ts';
import { otherManagers } from './observed.ts';
import type { Observed } from './observed.ts';
import { ufwIsActive } from './ufw/state.ts';

/**
 * What one manager drops is lost, whatever the other accepts: two of them on one host are always wrong. A ufw is no other
 * manager: the backend that was asked for takes over from it.
 * @throws CannotConverge with what to do
 */
export function refuseOtherManagers(backend: Backend, observed: Observed): void {
  const running = otherManagers.find((unit) => observed.units.get(unit)?.active === 'active');
  if (running !== undefined)
    throw new CannotConverge(
      `${running} is active and keeps rules of its own; disable it first: systemctl disable --now ${running}`,
    );
  const table = foreignTable(observed);
  if (table !== undefined)
    throw new CannotConverge(
      `the table ${table} filters what comes in, too; take it away first: nft delete table ${table}`,
    );
  const family = backend.name === 'nftables' && !ufwIsActive(observed) ? droppingFamily(observed) : undefined;
  if (family !== undefined)
    throw new CannotConverge(
      `iptables (${family}) drops what comes in by default; set its policy back first (-P INPUT ACCEPT), or use \`backend: iptables\``,
    );
}

/** One that drops by default, or firewalld's, which rejects by its last rule. Those of iptables are looked at apart. */
function foreignTable({ nft }: Observed): string | undefined {
  if (nft.state !== 'read') return undefined;
  return nft.hooked.find(
    ({ table, hook, policy }) =>
      hook === 'input' &&
      table !== tableName &&
      !iptablesTables.has(table) &&
      (policy === 'drop' || table.endsWith(' firewalld')),
  )?.table;
}

const iptablesTables: ReadonlySet<string> = new Set(['ip filter', 'ip6 filter']);

function droppingFamily({ rules }: Observed): string | undefined {
  return ipFamilies.find((family) => {
    const observed = rules[family];
    return (
      observed.state === 'read' && observed.chains.some(({ name, policy }) => name === 'INPUT' && policy === 'DROP')
    );
  });
}
