import type { HostAddress } from '../host.ts';
import type { HostArguments } from './options.ts';
import type { Terminal } from './tools.ts';

/** What the command line says of connections; it counts where the inventory says nothing. */
export type ConnectionDefaults = Partial<
  Pick<HostAddress, 'connection' | 'user' | 'identityFile' | 'password' | 'connectTimeoutMs'>
>;

export async function connectionDefaults(
  terminal: Terminal,
  args: Pick<HostArguments, 'user' | 'privateKey' | 'connection' | 'timeout' | 'askPass'>,
): Promise<ConnectionDefaults> {
  return {
    ...(args.user !== undefined && { user: args.user }),
    ...(args.privateKey !== undefined && { identityFile: args.privateKey }),
    ...(args.connection !== undefined && { connection: args.connection }),
    ...(args.timeout !== undefined && { connectTimeoutMs: args.timeout * 1000 }),
    ...(args.askPass && { password: await terminal.askSecret('Login password: ') }),
  };
}
