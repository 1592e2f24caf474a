import { spawn } from 'node:child_process';
import { Duplex } from 'node:stream';
import { expandTokens } from '../ssh-config/expand.ts';
import type { Hop } from './hop.ts';

export interface Tunnel {
  readonly stream: Duplex;
  /** The end of what the command said on stderr: why it failed, mostly. */
  readonly complaint: () => string;
}

/** Runs a ProxyCommand, whose standard streams then are the connection. Names in it have been checked (`resolve.ts`). */
export function openProxyCommand({ config }: Hop, command: string): Tunnel {
  // In a process group of its own: Ctrl-C is for us to handle.
  const child = spawn('/bin/sh', ['-c', `exec ${expandTokens(command, { ...config, proxyJump: undefined })}`], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(-2000)));
  child.on('error', (error) => (complaint += error.message));
  const stream = Duplex.from({ readable: child.stdout, writable: child.stdin });
  stream.once('close', () => child.kill());
  return { stream, complaint: () => complaint.trim() };
}
