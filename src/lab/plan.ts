/** What a lab is to be, as plain data: the lab knows nothing of inventories. */
export interface LabPlan {
  /** Keeps labs on one machine apart; see `defaultLabName`. */
  readonly name: string;
  /** IPv4 in CIDR form, inside 198.18.0.0/15; see `labSubnet`. */
  readonly subnet: string;
  readonly hosts: readonly LabHost[];
  /** Where `id_ed25519`, `id_ed25519.pub` and `known_hosts` go: `.rackwright/lab`. */
  readonly directory: string;
}

export interface LabHost {
  readonly name: string;
  /** IPv4, inside the plan's subnet. */
  readonly address: string;
  /** Nothing means `bookworm`. */
  readonly image?: LabImage;
}

/** Debian 12; with `-sid` also apt knows the unstable suite, of which nothing is installed unasked: MySQL is there alone. */
export const labImages = ['bookworm', 'bookworm-sid'] as const;
export type LabImage = (typeof labImages)[number];

/** The user that every lab host has: uid 1000, passwordless sudo, the lab's key. */
export const labUser = 'ops';
