import { randomBytes } from 'node:crypto';
import { evidenceScript } from '../audit/evidence/evidence-script.ts';
import type { TlsPort } from '../audit/evidence/evidence-script.ts';
import type { HostEvidence } from '../audit/evidence/host-evidence.ts';
import { readEvidence } from '../audit/evidence/read-evidence.ts';
import { HostError } from '../diagnostics/errors.ts';
import { chooseBecome } from '../engine/choose-become.ts';
import { HostLine } from '../engine/host-line.ts';
import { Places } from '../engine/places.ts';
import { inventoryScope } from '../inventory/inventory-scope.ts';
import type { HostTopology } from '../inventory/topology/host-topology.ts';
import { usualForks } from './forks.ts';
import { hostAccess } from './host-access.ts';
import type { LoadedInventory } from './load-inventory.ts';
import type { HostArguments } from './options.ts';
import type { Tools } from './tools.ts';

/** Looks at hosts, as root, with one request each. Whoever does not answer is told, and missing. */
export async function gatherEvidence(
  tools: Tools,
  args: HostArguments,
  loaded: LoadedInventory,
  names: readonly string[],
): Promise<ReadonlyMap<string, HostEvidence>> {
  const { addresses, become } = await hostAccess(tools, args, loaded, names);
  const warn = (message: string): void => tools.terminal.err(`warning: ${message}\n`);
  const connect = await tools.connector({ hostKeyPolicy: args.acceptNewHostKeys ? 'accept-new' : 'strict', warn });
  const places = new Places(args.forks ?? usualForks);
  const lending = places.lending(connect);
  const found = new Map<string, HostEvidence>();
  await places.each([...addresses], async ([name, address]) => {
    const silent = { onConnecting: () => undefined, onConnected: () => undefined };
    const line = new HostLine({ address, connect: lending, abort: tools.abort, ...silent });
    const { scope } = inventoryScope(loaded.inventory, name, loaded);
    const asRoot = chooseBecome({ become: true }, become, scope);
    const topology = scope['host_topology'] as HostTopology;
    const mark = randomBytes(16).toString('hex');
    const script = evidenceScript(mark, topology.addresses[0] ?? '127.0.0.1', tlsPorts(name, topology));
    try {
      const { stdout } = await line.read({
        script,
        form: 'task',
        timeoutMs: 300_000,
        ...(asRoot && { become: asRoot }),
      });
      found.set(name, readEvidence(new TextDecoder().decode(stdout), mark));
    } catch (error) {
      if (!(error instanceof HostError) && !(error instanceof TypeError)) throw error;
      warn(`${name} is not looked at: ${error.message}`);
    } finally {
      await line.close();
    }
  });
  return new Map(names.flatMap((name) => [[name, found.get(name)] as const].filter(isThere)));
}

function isThere(entry: readonly [string, HostEvidence | undefined]): entry is readonly [string, HostEvidence] {
  return entry[1] !== undefined;
}

/** Of two ports the first is for plain HTTP, as the roles have it. */
function tlsPorts(host: string, { serves }: HostTopology): readonly TlsPort[] {
  return Object.values(serves).flatMap(({ tls, ports, names }) => {
    const port = ports.at(-1);
    if (tls === 'none' || tls === 'pass-through' || typeof port !== 'number') return [];
    return [{ port, name: names[0] ?? host, mysql: port === 3306 }];
  });
}
