import type { HostError } from '../diagnostics/errors.ts';
import type { OpenChannel } from '../wire/channel.ts';

/** A line to a host on which the user is logged in, however it was made. */
export interface Connection {
  /** For reports: `ssh2`, `openssh (CertificateFile)`. */
  readonly transport: string;
  /** Who is logged in. */
  readonly user: string;
  readonly open: OpenChannel;
  /** Settles when the line is gone. The error says why, unless it was closed from here. */
  readonly closed: Promise<HostError | undefined>;
  /** Ends it; safe to call twice. */
  readonly close: () => void;
}
