import type { Connect } from '../host.ts';
import { createWireHost } from '../wire/host.ts';
import { connectLocal } from './local.ts';
import { createOpenConnection } from './open-connection.ts';
import { createServices } from './services.ts';
import type { ConnectOptions } from './services.ts';

/**
 * Makes the `Connect` of a run, which chooses the transport for each host: this machine itself, ssh2, or the system's
 * OpenSSH client where only that can do what is configured. `Host.transport` says which.
 */
export function createConnect(options: ConnectOptions): Connect {
  const openConnection = createOpenConnection(createServices(options));
  return async (address, signal, onAnswer) => {
    if (address.connection === 'local') return await connectLocal(address);
    const { transport, user, open, closed, close } = await openConnection(address, signal, onAnswer);
    const onClose = async (): Promise<void> => {
      close();
      await closed;
    };
    return createWireHost({ name: address.name, transport, user, open, onClose });
  };
}
