import { abandonable } from './abandonable.ts';
import { attemptLogin } from './attempt-login.ts';
import type { LoginServices } from './attempt-login.ts';
import type { ConnectLimit } from './connect-limit.ts';
import type { SshConnection } from './connection.ts';
import { keyOf } from './hop.ts';
import type { Hop } from './hop.ts';
import type { Lease, LeaseConnection } from './leases.ts';
import type { Route } from './route.ts';

/** What all connections of a run share. */
export interface DialServices extends LoginServices {
  readonly limit: ConnectLimit;
  readonly lease: LeaseConnection;
}

/**
 * Logs in on the last hop of a route. Jump hosts are shared with other routes and let go when the connection is gone.
 * `timeoutMs` is how long a server may be silent, not counting the time spent waiting for a free place. `onAnswer` is
 * called when the last hop says something.
 * @throws HostError
 */
export async function dial(
  route: Route,
  timeoutMs: number,
  services: DialServices,
  signal: AbortSignal,
  onAnswer: () => void = () => undefined,
): Promise<SshConnection> {
  return await throughJumps(route, timeoutMs, services, signal, async (hop, jump) => {
    const { limit } = services;
    const connection = await limit(limitKey(hop), signal, () =>
      attemptLogin(hop, jump?.connection, timeoutMs, services, signal, onAnswer),
    );
    void connection.closed.then(() => jump?.release());
    return connection;
  });
}

/** Calls `use` with the last hop and a lease on the jump host before it, which `use` must release unless it throws. */
export async function throughJumps<Value>(
  route: Route,
  timeoutMs: number,
  services: DialServices,
  signal: AbortSignal,
  use: (hop: Hop, jump: Lease | undefined) => Promise<Value>,
): Promise<Value> {
  const [hop, ...nearer] = route.toReversed() as [Hop, ...Hop[]];
  const [lastJump, ...others] = nearer;
  const jump =
    lastJump === undefined
      ? undefined
      : await leaseJump([...others.toReversed(), lastJump], timeoutMs, services, signal);
  try {
    return await use(hop, jump);
  } catch (error) {
    jump?.release();
    throw error;
  }
}

/** Other hosts may wait for the same jump host, so one host's interruption does not stop it. */
async function leaseJump(route: Route, timeoutMs: number, services: DialServices, signal: AbortSignal): Promise<Lease> {
  const key = route.map(keyOf).join(' ');
  const leasing = services.lease(key, () => dial(route, timeoutMs, services, new AbortController().signal));
  return await abandonable(leasing, signal, (late) => late.release());
}

/** A ProxyCommand's own server is the one that counts connections. */
function limitKey({ config }: Hop): string {
  return config.proxyCommand ?? `${config.hostName}:${config.port}`;
}
