import { sh } from '../../../shell.ts';
import type { EvidencePart } from '../part.ts';

/** Addresses of a host's interfaces by which others reach it. */
export const heldAddresses: EvidencePart = {
  name: 'addresses',
  script: sh`has ip && ip -o addr show scope global`,
  read: (said) => {
    const addresses = [...said.matchAll(/^\d+: \S+\s+inet6? ([^\s/]+)/gm)].map(([, address = '']) => address);
    return addresses.length === 0 ? {} : { addresses };
  },
};
