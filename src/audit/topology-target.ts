import { inventoryScope } from '../inventory/inventory-scope.ts';
import type { Inventory, VariableLayer } from '../inventory/model.ts';
import type { HostTopology } from '../inventory/topology/host-topology.ts';
import { readPolicy } from '../resources/firewall/read-policy.ts';
import { ArgumentError } from '../resource.ts';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import type { Target } from './reachability.ts';

/**
 * A host with the firewall that the topology gives it. sshd’s port is the one that the inventory connects to.
 * @throws InputError for what no firewall could be told
 */
export function topologyTarget(inventory: Inventory, name: string, extra: VariableLayer | undefined): Target {
  const { scope } = inventoryScope(inventory, name, { extra });
  const { addresses, open } = scope['host_topology'] as HostTopology;
  const sshPort = Object.hasOwn(scope, 'ansible_port') ? Number(scope['ansible_port']) : 22;
  const services = open.map(({ ports, ...service }) => ({
    ...service,
    ...(ports && { ports: ports.map((port) => (port === 'ssh' ? sshPort : port)) }),
  }));
  try {
    return { name, addresses, policy: readPolicy({ services }) };
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    throw new InputError([
      problem('bad-value', `the topology gives ${name} a firewall that cannot be: ${error.message}`, undefined),
    ]);
  }
}
