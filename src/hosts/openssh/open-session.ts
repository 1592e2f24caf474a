import type { Channel, ChannelEnd } from '../../wire/channel.ts';
import { sessionArguments } from './arguments.ts';
import { endClient, startClient } from './client-process.ts';
import type { Master } from './master.ts';

/** Starts a command over a shared connection. */
export function openSession(master: Master, host: string, command: string, pty: boolean): Channel {
  const child = startClient(sessionArguments(master.controlPath, host, command, pty));
  let failure: Error | undefined;
  child.on('error', (error) => (failure = error));
  child.stdin.on('error', (error) => (failure ??= error));
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
    child.once('error', () => resolve(null));
    // `close` waits until the output has been read to its end, which nobody may ever do.
    child.once('exit', (code) => setTimeout(() => resolve(code), unreadMs).unref());
  });
  const closed = exited.then(async (code): Promise<ChannelEnd> => {
    // ssh says 255 for its own failures, but a command may end with it too.
    const lost = code === 255 || code === null ? await Promise.race([master.closed, stillThere()]) : undefined;
    if (code !== null && lost === undefined) return { exitCode: code };
    const error = lost ?? failure;
    return { exitCode: undefined, ...(error === undefined ? {} : { error }) };
  });
  return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, closed, close: () => endClient(child) };
}

const unreadMs = 1000;

/** When the shared connection dies, its sessions notice a moment before its process has ended. */
async function stillThere(): Promise<undefined> {
  await new Promise((resolve) => setTimeout(resolve, 200).unref());
  return undefined;
}
