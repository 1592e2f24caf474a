import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../../audit/site.ts';
import { inTier } from '../../audit/tiers.ts';
import type { Entry } from '../../drill/watch-requests.ts';
import { inventoryScope } from '../../inventory/inventory-scope.ts';
import type { LoadedInventory } from '../load-inventory.ts';

/**
 * Where clients of the first service that they reach and that speaks TLS ask: at the address that its hosts share (`keepalived_addresses`), else
 * at that of its only host.
 */
export function entryOf(
  cwd: string,
  { inventory, extra }: LoadedInventory,
  site: Site,
): { readonly service: string; readonly entry: Entry } | undefined {
  const service = inTier(site, 'edge').find(({ tls, hosts }) => tls !== 'none' && hosts.length > 0);
  const [host] = service?.hosts ?? [];
  if (service === undefined || host === undefined) return undefined;
  const { scope } = inventoryScope(inventory, host, { extra });
  const variable = (name: string): unknown => (Object.hasOwn(scope, name) ? scope[name] : undefined);
  const shared: unknown = [variable('keepalived_addresses')].flat()[0];
  const own = site.hosts.find(({ name }) => name === host)?.addresses[0];
  const address =
    typeof shared === 'string' ? shared.replace(/\/.*/, '') : service.hosts.length === 1 ? own : undefined;
  const port = service.ports.at(-1);
  if (address === undefined || typeof port !== 'number') return undefined;
  // The lab's own; `ca_directory` may be said in words that only a playbook knows.
  const file = join(cwd, '.rackwright/ca/ca.crt');
  const trust = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  return { service: service.name, entry: { address, port, name: service.names[0] ?? host, trust } };
}
