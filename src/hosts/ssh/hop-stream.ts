import type { Duplex } from 'node:stream';
import { abandonable } from './abandonable.ts';
import type { SshConnection } from './connection.ts';
import type { Hop } from './hop.ts';
import { openProxyCommand } from './proxy-command.ts';
import { openTcp } from './tcp.ts';

/** The bytes to and from an SSH server. */
export interface HopStream {
  readonly stream: Duplex;
  /** What a ProxyCommand said on stderr. */
  readonly complaint: () => string;
}

/**
 * Opens the way to a server: through the jump host before it, through its ProxyCommand, or directly.
 * @throws HostError from the jump host, Error with the system's `code`, or the signal's reason
 */
export async function openHopStream(
  hop: Hop,
  jump: SshConnection | undefined,
  signal: AbortSignal,
): Promise<HopStream> {
  const { hostName, port, proxyCommand } = hop.config;
  if (jump !== undefined) {
    return silent(await abandonable(jump.forward(hostName, port), signal, (late) => late.destroy()));
  }
  return proxyCommand === undefined ? silent(await openTcp(hop, signal)) : openProxyCommand(hop, proxyCommand);
}

function silent(stream: Duplex): HopStream {
  return { stream, complaint: () => '' };
}
