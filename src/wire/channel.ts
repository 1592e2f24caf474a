import type { Readable, Writable } from 'node:stream';

/** A process on a host with its three streams; what a transport gives and the wire speaks over. */
export interface Channel {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles once, when the process or the connection is gone. Never rejects. */
  readonly closed: Promise<ChannelEnd>;
  /** Ends it at once. Safe to call twice. */
  close(): void;
}

export interface ChannelEnd {
  /** Nothing when the connection died first. */
  readonly exitCode: number | undefined;
  readonly error?: Error;
}

/**
 * Starts a command line on the host. `pty` gives it a terminal (stdout and stderr merge), which only doas and requiretty need.
 * @throws HostError
 */
export type OpenChannel = (command: string, options: { readonly pty: boolean }) => Promise<Channel>;
