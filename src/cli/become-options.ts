import type { BecomeOptions } from '../engine/run-options.ts';
import type { HostArguments } from './options.ts';
import type { Terminal } from './tools.ts';

/** What the command line says of becoming another user; asks for the password when it is told to. */
export async function becomeOptions(
  terminal: Terminal,
  args: Pick<HostArguments, 'become' | 'becomeUser' | 'becomeMethod' | 'askBecomePass'>,
): Promise<BecomeOptions> {
  return {
    ...(args.become !== undefined && { become: args.become }),
    ...(args.becomeUser !== undefined && { user: args.becomeUser }),
    ...(args.becomeMethod !== undefined && { method: args.becomeMethod }),
    ...(args.askBecomePass && { password: await terminal.askSecret(`Password for ${args.becomeMethod ?? 'sudo'}: `) }),
  };
}
