import { HostError } from '../diagnostics/errors.ts';
import { createKnownHostsStore } from './known-hosts/store.ts';
import { createConnectLimit } from './ssh/connect-limit.ts';
import type { DialServices } from './ssh/dial.ts';
import { createKeyringReader } from './ssh/keys/keyring.ts';
import type { AskPassphrase } from './ssh/keys/unlock.ts';
import { createLeases } from './ssh/leases.ts';
import { createSshConfigResolver } from './ssh-config/resolve.ts';
import type { ResolveSshConfig } from './ssh-config/resolve.ts';

export interface ConnectOptions {
  /** How many connections to one address may be logging in at a time; 8, because sshd drops them from ten on. */
  readonly maxConnectsPerAddress?: number;
  /** Instead of ssh_config's UserKnownHostsFile; the first one is written to. */
  readonly knownHostsFiles?: readonly string[];
  /** What to do about host keys that are not known, where ssh_config's StrictHostKeyChecking does not say. */
  readonly hostKeyPolicy: 'strict' | 'accept-new';
  readonly emitWarning: (message: string) => void;
  /** Without it, encrypted keys work only through an agent. */
  readonly askPassphrase?: AskPassphrase;
  /** Instead of $SSH_AUTH_SOCK. */
  readonly agentSocket?: string;
}

/** What the connections of a run share: caches, limits and jump hosts. */
export interface Services extends DialServices {
  readonly resolve: ResolveSshConfig;
}

export function createServices(options: ConnectOptions): Services {
  const warn = options.emitWarning;
  return {
    resolve: createSshConfigResolver(options.agentSocket ?? process.env['SSH_AUTH_SOCK']),
    keyring: createKeyringReader(options.askPassphrase),
    limit: createConnectLimit(options.maxConnectsPerAddress ?? 8),
    lease: createLeases((error) => error instanceof HostError && error.code !== 'unreachable'),
    hostKeys: {
      unknown: options.hostKeyPolicy,
      store: createKnownHostsStore(warn),
      files: options.knownHostsFiles,
      warn,
    },
  };
}
