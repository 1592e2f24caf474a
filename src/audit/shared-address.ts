import type { TopologyService } from '../inventory/topology/model.ts';
import type { Site } from './site.ts';

/** The service by which an address moves among all hosts of another. */
export function sharedAddress({ services }: Site, { hosts }: TopologyService): TopologyService | undefined {
  return services.find(
    ({ proto, hosts: members }) => proto.includes('vrrp') && hosts.every((host) => members.includes(host)),
  );
}
