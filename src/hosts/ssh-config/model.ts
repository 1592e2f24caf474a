/** What `ssh -G` says about one destination, with paths expanded; only what the transports use. */
export interface SshConfig {
  /** The name that was asked for. */
  readonly destination: string;
  readonly hostName: string;
  readonly port: number;
  readonly user: string;
  /** Absolute paths in the order in which they are tried; they need not exist. */
  readonly identityFiles: readonly string[];
  readonly identitiesOnly: boolean;
  /** The agent's socket; nothing when there is none. */
  readonly agentSocket: string | undefined;
  readonly hostKeyAlias: string | undefined;
  /** The first one is written to. */
  readonly userKnownHostsFiles: readonly string[];
  readonly globalKnownHostsFiles: readonly string[];
  readonly strictHostKeyChecking: 'yes' | 'ask' | 'accept-new' | 'no';
  readonly hashKnownHosts: boolean;
  /** In the order in which they are passed. */
  readonly proxyJump: readonly JumpHost[];
  /** As configured, with its tokens. */
  readonly proxyCommand: string | undefined;
  readonly addressFamily: 0 | 4 | 6;
  readonly bindAddress: string | undefined;
  readonly publicKeys: boolean;
  readonly passwords: boolean;
  /** Algorithm names in OpenSSH's order of preference; nothing means no opinion. */
  readonly algorithms: {
    readonly kex?: readonly string[];
    readonly cipher?: readonly string[];
    readonly hmac?: readonly string[];
    readonly serverHostKey?: readonly string[];
  };
  /** The option's name for everything in it that only OpenSSH's own client can do. */
  readonly onlyOpenSsh: readonly string[];
  /** True when GSSAPI may be used, which matters only to people who hold a Kerberos ticket: Debian sets it for all. */
  readonly gssapi: boolean;
}

export interface JumpHost {
  readonly host: string;
  readonly user?: string;
  readonly port?: number;
}
