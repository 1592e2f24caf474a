import { createOpenConnection } from '../../src/hosts/open-connection.ts';
import type { OpenConnection } from '../../src/hosts/open-connection.ts';
import { createServices } from '../../src/hosts/services.ts';
import type { ConnectOptions, Services } from '../../src/hosts/services.ts';

/** Opens connections as a run does, without this machine's ssh-agent. */
export function openerFor(options: Partial<ConnectOptions> = {}): {
  readonly open: OpenConnection;
  readonly services: Services;
  readonly warnings: readonly string[];
} {
  const warnings: string[] = [];
  const emitWarning = (message: string): void => void warnings.push(message);
  const services = createServices({ hostKeyPolicy: 'strict', emitWarning, agentSocket: '', ...options });
  return { open: createOpenConnection(services), services, warnings };
}
