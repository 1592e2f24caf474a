import { HostError } from '../diagnostics/errors.ts';
import type {
  CommandResult,
  Connect,
  DirectRequest,
  Host,
  HostAddress,
  HostRequest,
  Prelude,
  Traffic,
  UploadRequest,
} from '../host.ts';
import { becomeKey } from './become-key.ts';

/** What is done over a line to a host. */
export type Line = Pick<
  HostLine,
  'nextChain' | 'write' | 'read' | 'upload' | 'direct' | 'reconnect' | 'renew' | 'drop'
>;

/**
 * The line to one host during a run: connects when it is first needed, keeps the connection from play to play, and
 * keeps writes and reads in order across users (within one user the host itself does).
 */
export class HostLine {
  readonly address: HostAddress;
  readonly #connect: Connect;
  readonly #abort: AbortSignal;
  readonly #prelude: Prelude | undefined;
  readonly #onConnecting: () => void;
  readonly #onConnected: (host: Host) => void;
  #host: Promise<Host> | undefined;
  /** Former connections that are kept until the end, because what confirms a change is a second one. */
  readonly #former: Promise<Host>[] = [];
  readonly #traffics: Traffic[] = [];
  #lastChain = 0;
  #closed = false;
  readonly #writing = new Map<string, Set<Promise<unknown>>>();

  constructor(options: {
    readonly address: HostAddress;
    readonly connect: Connect;
    readonly abort: AbortSignal;
    /** Nothing for what neither writes nor cares for what others have left. */
    readonly prelude?: Prelude;
    readonly onConnecting: () => void;
    readonly onConnected: (host: Host) => void;
  }) {
    this.address = options.address;
    this.#connect = options.connect;
    this.#abort = options.abort;
    this.#prelude = options.prelude;
    this.#onConnecting = options.onConnecting;
    this.#onConnected = options.onConnected;
  }

  /** What has travelled since the run began. */
  get traffic(): Traffic {
    return this.#traffics.reduce(addTraffic, noTraffic);
  }

  /** A number for a new conditional sequence of requests. */
  nextChain(): number {
    this.#lastChain += 1;
    return this.#lastChain;
  }

  /** Connects already. Whether that failed is said to whoever needs the connection first. */
  begin(): void {
    this.#open().catch(() => undefined);
  }

  /** Sends something that may change the host. Later reads, of any user, see its effect. */
  async write(request: HostRequest): Promise<CommandResult> {
    const user = becomeKey(request.become);
    await this.#othersDone(user);
    const result = this.#send(request);
    const pending = this.#writing.get(user) ?? new Set();
    this.#writing.set(user, pending);
    pending.add(result);
    // Whether it failed is for the caller to judge; here it only matters that it ended.
    const forget = (): boolean => pending.delete(result);
    result.then(forget, forget);
    return result;
  }

  /** Sends something that only reads, after all writes that were sent before. */
  async read(request: HostRequest): Promise<CommandResult> {
    await this.#othersDone(becomeKey(request.become));
    return this.#send(request);
  }

  /** Streams content to the host. The caller waits for it before anything else is sent. */
  async upload(request: UploadRequest): Promise<CommandResult> {
    const host = await this.#open();
    return host.upload({ ...request, signal: this.#abort });
  }

  /** A command line without a runner. The caller waits for it before anything else is sent. */
  async direct(request: DirectRequest): Promise<CommandResult> {
    const host = await this.#open();
    return host.direct({ ...request, signal: this.#abort });
  }

  /** Ends the connection and opens a new one. */
  async reconnect(): Promise<void> {
    await this.#disconnect();
    await this.#open();
  }

  /**
   * Opens a second connection, with an authentication of its own, and talks over it from now on. The first one stays open.
   * @throws HostError and goes on talking over the first one
   */
  async renew(): Promise<Renewed> {
    const former = this.#host;
    const opening = this.#openNow();
    const host = await opening;
    this.#host = opening;
    if (former !== undefined) this.#former.push(former);
    return {
      back: async () => {
        if (former === undefined || this.#host !== opening) return;
        this.#host = former;
        void this.#former.splice(this.#former.indexOf(former), 1);
        await host.close();
      },
    };
  }

  /** Gives up a connection that is dead: the next request opens a new one. */
  async drop(): Promise<void> {
    await this.#disconnect();
  }

  /** Ends the line for good: what is still read ahead must not open another connection. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#disconnect();
  }

  async #disconnect(): Promise<void> {
    const openings: Promise<Host>[] = this.#former.splice(0);
    if (this.#host !== undefined) openings.push(this.#host);
    this.#host = undefined;
    await Promise.all(
      openings.map(async (opening) => {
        const host = await opening.catch(() => undefined);
        await host?.close();
      }),
    );
  }

  async #send(request: HostRequest): Promise<CommandResult> {
    const host = await this.#open();
    return host.send({ ...request, signal: this.#abort });
  }

  #open(): Promise<Host> {
    if (this.#closed) return Promise.reject(new HostError('unreachable', 'the connection has been closed'));
    this.#host ??= this.#openNow();
    return this.#host;
  }

  async #openNow(): Promise<Host> {
    this.#onConnecting();
    const host = await this.#connect(this.address, this.#abort);
    if (this.#prelude !== undefined) host.begin(this.#prelude);
    this.#traffics.push(host.traffic);
    this.#onConnected(host);
    return host;
  }

  /** The runners of different users work side by side, so what one reads must wait for what another writes. */
  async #othersDone(user: string): Promise<void> {
    const others = [...this.#writing].flatMap(([name, writes]) => (name === user ? [] : [...writes]));
    if (others.length > 0) await Promise.allSettled(others);
  }
}

/** A line that talks over a new connection. */
export interface Renewed {
  /** Closes the new connection and talks over the former one again. */
  back(): Promise<void>;
}

const noTraffic: Traffic = { roundTrips: 0, requests: 0, bytesSent: 0, bytesReceived: 0 };

function addTraffic(a: Traffic, b: Traffic): Traffic {
  return {
    roundTrips: a.roundTrips + b.roundTrips,
    requests: a.requests + b.requests,
    bytesSent: a.bytesSent + b.bytesSent,
    bytesReceived: a.bytesReceived + b.bytesReceived,
  };
}
