import type { Site } from './site.ts';

/** Whether the topology opens a TCP port of a host to another host. */
export function letsIn({ services }: Pick<Site, 'services'>, host: string, port: number, caller: string): boolean {
  return services.some(
    (service) =>
      service.hosts.includes(host) &&
      service.proto.includes('tcp') &&
      service.ports.some((range) => inRange(port, range)) &&
      (service.from?.some(({ hosts }) => hosts.includes(caller)) ?? true),
  );
}

function inRange(port: number, range: number | string): boolean {
  const [first, last = first] = String(range).split(/[:-]/).map(Number);
  return first !== undefined && last !== undefined && first <= port && port <= last;
}
