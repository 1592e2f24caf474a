import { setMaxListeners } from 'node:events';
import { HostError } from '../diagnostics/errors.ts';
import type { HostAddress } from '../host.ts';
import { whyOpenSsh } from './choose-transport.ts';
import type { Connection } from './connection.ts';
import { hasKerberosTicket } from './kerberos.ts';
import { dialOpenSsh } from './openssh/dial-openssh.ts';
import type { Services } from './services.ts';
import { dial } from './ssh/dial.ts';
import { findRoute } from './ssh/route.ts';
import type { Route } from './ssh/route.ts';

/** Logs in on a host. @throws HostError */
export type OpenConnection = (address: HostAddress, signal: AbortSignal, onAnswer?: () => void) => Promise<Connection>;

/** Connects with ssh2, or with OpenSSH's client where only that can do what is configured. */
export function createOpenConnection(services: Services): OpenConnection {
  let ticket: Promise<boolean> | undefined;
  const hasTicket = (): Promise<boolean> => (ticket ??= hasKerberosTicket());
  const openAny: OpenConnection = async (address, signal, onAnswer) => {
    const route = await findRoute(address, services.resolve);
    const timeoutMs = address.connectTimeoutMs;
    const { user } = (route.at(-1) ?? route[0]).config;
    const reason = await whyTransport(address, route, services, hasTicket);
    if (reason === undefined) {
      const { open, closed, close } = await dial(route, timeoutMs, services, signal, onAnswer);
      return { transport: 'ssh2', user, open, closed, close };
    }
    const { address: host, port, identityFile, sshArgs } = address;
    const destination = { host, port, user: address.user, identityFile, sshArgs };
    return { transport: reason, user, ...(await dialOpenSsh(route, destination, timeoutMs, services, signal)) };
  };
  return async (address, signal, onAnswer) => {
    // Hundreds of hosts may wait for the same signal; that is no leak.
    setMaxListeners(0, signal);
    try {
      return await openAny(address, signal, onAnswer);
    } catch (error) {
      throw signal.aborted ? new HostError('interrupted', 'the run was interrupted', { cause: error }) : error;
    }
  };
}

async function whyTransport(
  address: HostAddress,
  route: Route,
  services: Services,
  hasTicket: () => Promise<boolean>,
): Promise<string | undefined> {
  if (address.connection === 'openssh') {
    if (address.password === undefined) return 'openssh';
    throw new HostError('authentication', 'OpenSSH’s client cannot be given a password', {
      hint: 'use a key, or `ansible_connection=ssh`',
    });
  }
  const reason = await whyOpenSsh(route, services, hasTicket);
  return reason === undefined ? undefined : `openssh (${reason})`;
}
