/** A host as a tool reaches it: directly, or through a relay that delays. */
export interface BenchHost {
  /** What the tool calls it; also the value of `inventory_hostname`. */
  readonly name: string;
  /** IPv4 */
  readonly address: string;
  readonly port: number;
}

/** Where and how a tool reaches its hosts. All paths are absolute. */
export interface BenchSite {
  /** The tool's own, empty at first. */
  readonly directory: string;
  readonly hosts: readonly BenchHost[];
  readonly user: string;
  readonly identity: string;
  /** Knows every host under the address and port that the tool uses. */
  readonly knownHosts: string;
}
