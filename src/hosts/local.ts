import { spawn } from 'node:child_process';
import { userInfo } from 'node:os';
import type { Host, HostAddress } from '../host.ts';
import { childChannel } from '../wire/child-channel.ts';
import { createWireHost } from '../wire/host.ts';

/** The machine Rackwright itself runs on (`ansible_connection: local`), through the same runner as any other host. */
export function connectLocal({ name }: Pick<HostAddress, 'name'>): Promise<Host> {
  const open = (command: string) =>
    // Not `bash`: Node's pipes are sockets, which bash takes for a remote login and reads ~/.bashrc.
    Promise.resolve(childChannel(spawn('/bin/sh', ['-c', command], { detached: true, stdio: 'pipe' })));
  return Promise.resolve(createWireHost({ name, transport: 'local', open, user: userInfo().username }));
}
