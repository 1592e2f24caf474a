import type { CommandResult, HostRequest } from '../host.ts';

/**
 * CONTRACT of a member: a host with a database server, on which the local client may do everything (root over the socket).
 * The command line makes it from the inventory.
 */
export interface Member {
  /** The inventory's name of the host. */
  readonly name: string;
  /** By which address the other members reach its server. */
  readonly address: string;
  readonly port: number;
  /**
   * Runs one request as root.
   * @throws HostError `unreachable` when nothing can be said of the host, `timeout` when it took too long
   */
  send(request: MemberRequest): Promise<CommandResult>;
  /** Cuts its host from power, by a command of the inventory that runs here; 0 means that it surely has none. */
  readonly cutPower?: () => Promise<{ readonly exitCode: number; readonly said: string }>;
}

export type MemberRequest = Pick<HostRequest, 'script' | 'stdin' | 'timeoutMs' | 'onDisconnect' | 'confidential'>;
