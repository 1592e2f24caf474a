import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import type { Channel, ChannelEnd } from './channel.ts';

/**
 * The three streams of a child process as a channel. Closing it closes the streams and nothing more: what runs behind them
 * sees the end of its input and has cleaning up to do.
 */
export function childChannel(child: ChildProcessWithoutNullStreams): Channel {
  const { stdin, stdout, stderr } = child;
  const closed = new Promise<ChannelEnd>((resolve) => {
    child.once('error', (error) => resolve({ exitCode: undefined, error }));
    child.once('close', (code) => resolve({ exitCode: code ?? undefined }));
  });
  // A write that comes too late; `closed` tells what there is to tell.
  stdin.on('error', () => undefined);
  return {
    stdin,
    stdout,
    stderr,
    closed,
    close() {
      for (const stream of [stdin, stdout, stderr]) stream.destroy();
      child.unref();
    },
  };
}
