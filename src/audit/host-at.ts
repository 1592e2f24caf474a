import type { Site } from './site.ts';

/** The host of the inventory that has an address or a name. */
export function hostAt({ hosts }: Pick<Site, 'hosts'>, address: string): string | undefined {
  return hosts.find(({ name, addresses }) => name === address || addresses.includes(address))?.name;
}
