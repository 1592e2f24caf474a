import { HostError } from '../diagnostics/errors.ts';
import type { Become, CommandResult, DirectRequest, Host, HostRequest, Prelude, UploadRequest } from '../host.ts';
import type { OpenChannel } from './channel.ts';
import { direct } from './direct.ts';
import { Session } from './session.ts';
import { transfer } from './transfer.ts';

export interface WireHostOptions {
  /** The inventory's name of the host. */
  readonly name: string;
  /** For people: `ssh2`, `local`. */
  readonly transport: string;
  /** Must start each command in a process group of its own, as sshd does. */
  readonly open: OpenChannel;
  /** The login user, when it is known: becoming that user needs nothing then. */
  readonly user?: string;
  /** A POSIX shell on the host; nothing means /bin/sh. */
  readonly shell?: string;
  /** How long a shell may take to come up, a password prompt included; nothing means 30 s. */
  readonly bootTimeoutMs?: number;
  /** What lies between TERM and KILL; nothing means 5 s. */
  readonly killGraceMs?: number;
  /** Ends the connection. Must not throw. */
  readonly onClose?: () => void | Promise<void>;
}

/** A host on top of anything that can start a command with three streams: one runner for each user, started when first needed. */
export function createWireHost(options: WireHostOptions): Host {
  const traffic = { roundTrips: 0, requests: 0, bytesSent: 0, bytesReceived: 0 };
  const sessions = new Map<string, Session>();
  const sessionsOfChains = new Map<number, Session>();
  let outstanding = 0;
  let prelude: Prelude | undefined;
  let closing: Promise<void> | undefined;

  const other = (become: Become | undefined): Become | undefined =>
    become?.user === options.user ? undefined : become;
  const way = {
    open: options.open,
    shell: options.shell ?? '/bin/sh',
    bootTimeoutMs: options.bootTimeoutMs ?? 30_000,
    onTraffic: (sent: number, received: number): void => {
      traffic.bytesSent += sent;
      traffic.bytesReceived += received;
    },
  };

  function sessionFor(wanted: Become | undefined): Session {
    const become = other(wanted);
    const key = become === undefined ? '' : `${become.method} ${become.user}`;
    const known = sessions.get(key);
    if (known?.worn === false) return known;
    const session = new Session({ ...way, become, prelude, killGraceMs: options.killGraceMs ?? 5000 });
    sessions.set(key, session);
    return session;
  }

  /** The runner knows what failed in a chain; another one would go on where this one stopped. */
  function keepChain(chain: number, session: Session): void {
    const first = sessionsOfChains.get(chain) ?? session;
    if (first.worn) throw new HostError('unreachable', 'the shell that ran the steps before this one is gone');
    if (first !== session) throw new HostError('internal', 'the requests of one chain must have one user');
    sessionsOfChains.set(chain, session);
  }

  async function counted(work: () => Promise<CommandResult>): Promise<CommandResult> {
    if (closing !== undefined) throw new HostError('unreachable', 'the connection has been closed');
    traffic.requests += 1;
    if (outstanding === 0) traffic.roundTrips += 1;
    outstanding += 1;
    try {
      return await work();
    } finally {
      outstanding -= 1;
    }
  }

  const send = (request: HostRequest): Promise<CommandResult> =>
    counted(async () => {
      const session = sessionFor(request.become);
      if (request.chain !== undefined) keepChain(request.chain, session);
      return await session.send(request);
    });

  const upload = (request: UploadRequest): Promise<CommandResult> =>
    counted(() => transfer(request, { ...way, become: other(request.become) }));

  const directly = (request: DirectRequest): Promise<CommandResult> => counted(() => direct(request, way));

  async function end(): Promise<void> {
    await Promise.all([...sessions.values()].map((session) => session.close()));
    await options.onClose?.();
  }

  return {
    name: options.name,
    transport: options.transport,
    traffic,
    begin: (wanted) => (prelude = wanted),
    send,
    upload,
    direct: directly,
    close: () => (closing ??= end()),
  };
}
