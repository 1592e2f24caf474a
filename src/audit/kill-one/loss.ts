import { fateNames } from '../site.ts';
import type { FateName, Site } from '../site.ts';

/** Something that a site is without from one moment on. */
export interface Loss {
  readonly kind: 'host' | 'service' | FateName;
  readonly name: string;
  /** Hosts that are gone, with all that is on them. */
  readonly hosts: readonly string[];
  /** Services that stop everywhere, while their hosts go on. */
  readonly services: readonly string[];
}

/** Each host, each thing that hosts say they share, and each service, one at a time. */
export function lossesOf({ hosts, services }: Site): readonly Loss[] {
  return [
    ...hosts.map(({ name }): Loss => ({ kind: 'host', name, hosts: [name], services: [] })),
    ...fateNames.flatMap((kind) => {
      const values = [...new Set(hosts.flatMap(({ fates }) => fates[kind] ?? []))];
      return values.map((name): Loss => {
        const members = hosts.filter(({ fates }) => fates[kind] === name);
        return { kind, name, hosts: members.map((each) => each.name), services: [] };
      });
    }),
    ...services
      .filter((service) => service.hosts.length > 0)
      .map(({ name }): Loss => ({ kind: 'service', name, hosts: [], services: [name] })),
  ];
}
