import type { Connection } from '../connection.ts';
import type { ConnectLimit } from '../ssh/connect-limit.ts';
import type { HostKeyPolicy } from '../ssh/host-key.ts';
import type { Route } from '../ssh/route.ts';
import type { SshDestination } from '../ssh-config/resolve.ts';
import { startMaster } from './master.ts';
import { openSession } from './open-session.ts';

export interface OpenSshServices {
  readonly hostKeys: HostKeyPolicy;
  readonly limit: ConnectLimit;
}

/**
 * Connects with the system's OpenSSH client: certificates, FIDO keys, Kerberos, any ProxyCommand. It asks nothing, so
 * passwords and passphrases cannot be used. The sessions share one connection (ControlMaster).
 * @throws HostError
 */
export async function dialOpenSsh(
  route: Route,
  destination: SshDestination,
  timeoutMs: number,
  services: OpenSshServices,
  signal: AbortSignal,
): Promise<Pick<Connection, 'open' | 'closed' | 'close'>> {
  const [first] = route;
  const config = (route.at(-1) ?? first).config;
  const { files: knownHostsFiles, unknown: unknownHostKeys } = services.hostKeys;
  const plan = { config, destination, connectTimeoutMs: timeoutMs, unknownHostKeys, knownHostsFiles };
  // Every client makes its own connection to the first jump host.
  const busiest = first.config.proxyCommand ?? `${first.config.hostName}:${first.config.port}`;
  const master = await services.limit(busiest, signal, () => startMaster(plan, signal));
  return {
    open: (command, { pty }) => Promise.resolve(openSession(master, destination.host, command, pty)),
    closed: master.closed,
    close: () => master.close(),
  };
}
