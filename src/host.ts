import type { HostError } from './diagnostics/errors.ts';
import type { Command } from './shell.ts';
import type { Secret } from './secret.ts';

/**
 * CONTRACT of a host: a place where POSIX sh text can be run. Made by `hosts/` (ssh, openssh, local), used by
 * the engine alone; resources see only `FactReader`.
 *
 * A host is one connection with one runner per user. Requests of one user are executed one after the other in the order
 * of the calls to `send`, without waiting for earlier answers to travel: several `send`s in one tick cost one round trip.
 */
export interface Host {
  /** The inventory's name of the host. */
  readonly name: string;
  /** For people: `ssh2`, `openssh`, `local`. */
  readonly transport: string;
  /** Counts what travelled; the engine reads it for `--stats`. */
  readonly traffic: Traffic;
  /**
   * Says what each runner does first. To be called before the first request; nothing means that it does nothing.
   * Then `send` throws what `refusal` gives when that failed, and nothing else is done.
   */
  begin(prelude: Prelude): void;
  /**
   * Runs one request. A non-zero exit status is a value, not an error.
   * @throws HostError `unreachable` when the connection is lost or cannot be opened, `become` when the user cannot be
   *   changed, `timeout` when the request took too long (its process group has been killed)
   */
  send(request: HostRequest): Promise<CommandResult>;
  /**
   * Runs a script on a channel of its own, beside the runners, and streams its input: for content that is too big for
   * memory. It keeps no order with `send`; the caller waits for what must come before and after it. When the line is cut the
   * script sees the end of its input as if that were all, so that what it leaves must be checked.
   * @throws HostError as `send` does, and whatever reading the input throws
   */
  upload(request: UploadRequest): Promise<CommandResult>;
  /**
   * Gives a command line to whatever takes commands there, on a channel of its own: no runner, no `sh`, no other user is
   * assumed. It keeps no order with `send`.
   * @throws HostError `unreachable` and `timeout` as `send` does; what runs there then may go on
   */
  direct(request: DirectRequest): Promise<CommandResult>;
  /** Ends the runners and the connection. Never throws; safe to call twice. */
  close(): Promise<void>;
}

export interface HostRequest {
  readonly script: Command;
  /** Bytes on the script's standard input; nothing means /dev/null. */
  readonly stdin?: Uint8Array;
  /** Whom to run it as; nothing means the login user. */
  readonly become?: Become;
  /**
   * `probe`: our own short read, runs in the runner itself. `task`: may be long or hang, so it gets its own process
   * group and can be killed. Nothing means `probe`.
   */
  readonly form?: 'probe' | 'task';
  /** The script holds what may be secret, so that it must not lie in the environment of a process. */
  readonly confidential?: true;
  /**
   * Requests of one chain form a conditional sequence: after one of them ends with a status other than 0, the host
   * skips the rest of the chain (their results say `skipped`), although they may already be on their way.
   */
  readonly chain?: number;
  /** Milliseconds; nothing means no limit for tasks and 60 s for probes. */
  readonly timeoutMs?: number;
  /** What the host does with a `task` when the connection dies under it. Nothing means `kill`. */
  readonly onDisconnect?: 'finish' | 'kill';
  /** One line without secrets, which names a `task` to the prelude's `_receipt` when the connection dies under it. */
  readonly receipt?: string;
  /** Live output, as it arrives. Must not throw. */
  readonly onOutput?: (stream: 'stdout' | 'stderr', chunk: Uint8Array) => void;
  readonly signal?: AbortSignal;
}

/** What a runner does first, for each user, in its own shell: descriptor 8 that it opens stays open until the runner ends. */
export interface Prelude {
  /**
   * Must not call `exit`. May define `_receipt ID STATE RECEIPT`, which is called for a task with a receipt when its connection has died:
   * with `running` at once when it is to finish, and with `ended STATUS` or `killed` when that has come to pass.
   */
  readonly script: Command;
  /** Milliseconds. */
  readonly timeoutMs: number;
  /** Live output. Must not throw. */
  readonly onOutput?: (chunk: Uint8Array) => void;
  /** Told when it has succeeded. Must not throw. */
  readonly onDone: (result: CommandResult, become: Become | undefined) => void;
  /** Why nothing is done: it ended with a status other than 0. */
  refusal(result: CommandResult): HostError;
}

export interface UploadRequest {
  /** Reads its input with the shell function `incoming`, which prints all of it. */
  readonly script: Command;
  /** The next piece is asked for when the one before it is on its way, and then that may be overwritten. */
  readonly input: AsyncIterable<Uint8Array>;
  /** Bytes of the whole input. */
  readonly size: number;
  readonly become?: Become;
  /** How many bytes are on their way or there. Must not throw. */
  readonly onSent?: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

export interface DirectRequest extends Pick<HostRequest, 'stdin' | 'timeoutMs' | 'onOutput' | 'signal'> {
  readonly command: Command;
}

export interface CommandResult {
  /** 0–255; 128+n when signal n ended it. */
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** True when output was longer than the limit (16 MiB a stream) and its middle was dropped. */
  readonly truncated: boolean;
  /** True when an earlier request of its chain failed, so this one was not run. */
  readonly skipped: boolean;
  readonly durationMs: number;
}

export interface Become {
  readonly method: 'sudo' | 'su' | 'doas';
  /** A validated user name. */
  readonly user: string;
  readonly password?: Secret;
}

export interface Traffic {
  /** How often the controller waited for this host: requests sent together count once. */
  readonly roundTrips: number;
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
}

/** How to reach a host; made by `inventory/` from `ansible_*` variables, consumed by `hosts/`. */
export interface HostAddress {
  readonly name: string;
  readonly connection: 'ssh' | 'openssh' | 'local';
  /** What to connect to; `~/.ssh/config` is asked for the rest. */
  readonly address: string;
  readonly port?: number;
  readonly user?: string;
  readonly identityFile?: string;
  readonly password?: Secret;
  readonly connectTimeoutMs: number;
  /** More OpenSSH options from `ansible_ssh_common_args`/`ansible_ssh_extra_args`, already split into words. */
  readonly sshArgs: readonly string[];
}

/**
 * Opens hosts; `onAnswer` is called when the other side has said its first word. `hosts/connect.ts` makes the real one;
 * tests give their own.
 */
export type Connect = (address: HostAddress, signal: AbortSignal, onAnswer?: () => void) => Promise<Host>;
