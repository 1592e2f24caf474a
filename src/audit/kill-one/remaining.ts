import type { TopologyService } from '../../inventory/topology/model.ts';
import type { Loss } from './loss.ts';

/** The hosts on which a service goes on. */
export function remaining(service: TopologyService, loss: Loss): readonly string[] {
  if (loss.services.includes(service.name)) return [];
  return service.hosts.filter((host) => !loss.hosts.includes(host));
}
