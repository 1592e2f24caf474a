import type { FailoverDrill } from './failover-drill.ts';

/** What is known of a host besides the topology: read from it, or rendered for it. Nothing of it is believed to have any form. */
export interface HostEvidence {
  /** `read`: that is how it is there. `rendered`: that is how a playbook wants it. */
  readonly origin: 'read' | 'rendered';
  /** Configuration files, by their path on the host. */
  readonly files: ReadonlyMap<string, string>;
  /** TCP ports that something listens on; nothing where nobody has looked. */
  readonly sockets?: readonly Socket[];
  /** What was shown when somebody opened TLS. */
  readonly certificates?: readonly ShownCertificate[];
  /** Managers of firewalls that are switched on. */
  readonly firewalls?: readonly string[];
  /** Packages that the archive has in a newer version, as far as the host's lists know. */
  readonly upgrades?: readonly Upgrade[];
  /** Units that run what has been replaced on disk. */
  readonly outdatedUnits?: readonly string[];
  readonly sql?: SqlEvidence;
  /** The last time that somebody tried what happens when the writer is lost. */
  readonly drill?: FailoverDrill;
  /** Addresses by which others reach it, as its interfaces have them now. */
  readonly addresses?: readonly string[];
  /** The file that says which certificates have been taken back, and when the first list in it ends: milliseconds since 1970. */
  readonly revocationLists?: { readonly file: string; readonly ends: number };
  /** Files with private keys that every account may read. */
  readonly openKeys?: readonly string[];
  readonly reliesOn?: ReliesOn;
  /** Databases, web servers and their applications that run. */
  readonly units?: readonly UnitLimits[];
  /** Directories where the web server's account keeps files. */
  readonly webWritable?: readonly string[];
  /** Requests a second in the busiest minute of the last seven days, as a collector has counted them. */
  readonly peak?: number;
}

export interface Socket {
  readonly address: string;
  readonly port: number;
  /** `haproxy`; empty where that is not told. */
  readonly process: string;
}

export interface ShownCertificate {
  readonly port: number;
  /** DNS names and addresses. */
  readonly names: readonly string[];
  /** Milliseconds since 1970. */
  readonly ends: number;
}

export interface Upgrade {
  readonly name: string;
  /** It comes from the archive for security. */
  readonly security: boolean;
}

export interface SqlEvidence {
  readonly readOnly: boolean;
  readonly serverId: string;
  readonly maxConnections: number;
  readonly requiresTls: boolean;
  /** One for each source that it follows. */
  readonly follows: readonly Follows[];
  /** Names of accounts and where they may come from: `shop@198.18.10.%`. */
  readonly accounts: readonly string[];
  /** Those of them that may do nothing but follow. */
  readonly replicationAccounts?: readonly string[];
}

export interface Follows {
  readonly source: string;
  readonly running: boolean;
  readonly tls: boolean;
}

/** Names or addresses of those who serve it. */
export interface ReliesOn {
  readonly names: readonly string[];
  readonly gateway: readonly string[];
  readonly time: readonly string[];
  /** Names that stand for many time servers. */
  readonly pools: readonly string[];
  readonly packages: readonly string[];
}

export interface UnitLimits {
  /** `php8.2-fpm` */
  readonly name: string;
  readonly database: boolean;
  /** It has a `MemoryMax`. */
  readonly limited: boolean;
  /** -1000 to 1000: who has most is killed first. */
  readonly oomScoreAdjust: number;
}
