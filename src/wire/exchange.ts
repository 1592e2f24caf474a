import { HostError } from '../diagnostics/errors.ts';
import type { CommandResult } from '../host.ts';
import { createCapture } from './capture.ts';
import { encodeRequest } from './encode.ts';
import type { EncodedRequest, WireRequest } from './encode.ts';

export type Stream = 'stdout' | 'stderr';

/** What an exchange may ask of the session it belongs to. */
interface Link {
  readonly killGraceMs: number;
  /** Runs shell code in the runner at once, whatever it is busy with. */
  control(code: string): void;
  /** The host does not do what it was told: give the runner up. */
  abandon(error: HostError): void;
}

/** One request on its way: its output, its clock, its end by force, and the promise its sender waits for. */
export class Exchange {
  readonly id: number;
  readonly request: WireRequest;
  readonly encoded: EncodedRequest;
  readonly size: number;
  readonly result: Promise<CommandResult>;
  readonly #link: Link;
  readonly #captures = { stdout: createCapture(), stderr: createCapture() };
  readonly #ended = new Set<Stream>();
  readonly #copiers: number[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #abort = (): void => this.#onAbort();
  #resolve!: (result: CommandResult) => void;
  #reject!: (error: HostError) => void;
  #startedAt: number | undefined;
  #givingUp: NodeJS.Timeout | undefined;
  #supervisor: number | undefined;
  #failure: HostError | undefined;
  #drained = 0;
  #settled = false;

  constructor(id: number, request: WireRequest, link: Link) {
    this.id = id;
    this.request = request;
    this.encoded = encodeRequest(id, request);
    this.size = Buffer.byteLength(this.encoded.command) + this.encoded.stdin.length;
    this.#link = link;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (request.signal?.aborted === true) this.#onAbort();
    else request.signal?.addEventListener('abort', this.#abort, { once: true });
  }

  /** True when nobody waits for it any more; the host may still be busy with it. */
  get settled(): boolean {
    return this.#settled;
  }

  /** True when the host has said its last word about it. */
  get finished(): boolean {
    return this.#ended.size === 2;
  }

  hasEnded(stream: Stream): boolean {
    return this.#ended.has(stream);
  }

  /** Called when it is the first in line on the host. */
  startClock(): void {
    if (this.#startedAt !== undefined) return;
    this.#startedAt = performance.now();
    const limit = this.request.timeoutMs ?? (this.#isTask ? undefined : probeTimeoutMs);
    if (limit !== undefined) this.#after(limit, () => this.#stop(timeoutError(limit)));
  }

  output(stream: Stream, bytes: Uint8Array): void {
    if (this.#settled) return;
    this.#captures[stream].add(bytes);
    this.request.onOutput?.(stream, bytes);
  }

  mark(stream: Stream, kind: string | undefined, value: string | undefined): void {
    if (kind === 'B' && this.#supervisor === undefined) this.#begin(Number(value));
    // One of each stream; a host that tells of more lies.
    if (kind === 'C' && this.#copiers.length < 2) this.#copiers.push(Number(value));
    if (kind === 'D') this.#drain();
    if (kind === 'E' || kind === 'S') this.#end(stream, kind === 'S', Number(value));
  }

  /** The runner is gone. */
  lose(error: HostError): void {
    this.#stopClocks();
    this.#fail(this.#failure ?? error);
  }

  get #isTask(): boolean {
    return this.request.form === 'task';
  }

  #begin(supervisor: number): void {
    this.#supervisor = supervisor;
    if (this.#failure !== undefined) this.#terminate(this.#failure);
  }

  /** The task is over. When its copiers are not, something in the background holds its output open. */
  #drain(): void {
    this.#drained += 1;
    if (this.#drained !== 2) return;
    this.#after(drainMs, () => this.#link.control(`kill -KILL ${this.#copiers.join(' ')}`));
  }

  #end(stream: Stream, skipped: boolean, status: number): void {
    this.#ended.add(stream);
    if (!this.finished) return;
    this.#stopClocks();
    if (this.#failure !== undefined) this.#fail(this.#failure);
    else this.#succeed(skipped, status);
  }

  #succeed(skipped: boolean, status: number): void {
    const [stdout, stderr] = [this.#captures.stdout.result(), this.#captures.stderr.result()];
    this.#settle(() =>
      this.#resolve({
        exitCode: skipped ? skippedStatus : portableStatus(status),
        stdout: stdout.bytes,
        stderr: stderr.bytes,
        truncated: stdout.truncated || stderr.truncated,
        skipped,
        durationMs: this.#startedAt === undefined ? 0 : performance.now() - this.#startedAt,
      }),
    );
  }

  #onAbort(): void {
    const error = new HostError('interrupted', 'the request was interrupted');
    if (this.#isTask) this.#stop(error);
    if (this.#supervisor === undefined) this.#fail(error);
  }

  #stop(error: HostError): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    if (!this.#isTask) this.#link.abandon(error);
    else if (this.#supervisor !== undefined) this.#terminate(error);
    else if (this.#startedAt !== undefined) this.#giveUpLater(error);
  }

  #terminate(error: HostError): void {
    this.#link.control(`kill -USR1 ${this.#supervisor ?? ''}`);
    this.#after(this.#link.killGraceMs, () => this.#link.control(`kill -USR2 ${this.#supervisor ?? ''}`));
    this.#giveUpLater(error);
  }

  #giveUpLater(error: HostError): void {
    clearTimeout(this.#givingUp);
    this.#givingUp = this.#after(this.#link.killGraceMs + afterKillMs, () => this.#link.abandon(error));
  }

  #after(ms: number, action: () => void): NodeJS.Timeout {
    const timer = setTimeout(action, ms);
    this.#timers.push(timer);
    return timer;
  }

  #stopClocks(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #fail(error: HostError): void {
    this.#settle(() => this.#reject(error));
  }

  #settle(action: () => void): void {
    if (this.#settled) return;
    this.#settled = true;
    this.request.signal?.removeEventListener('abort', this.#abort);
    action();
  }
}

const probeTimeoutMs = 60_000;
/** How long copiers may take to see the end of a task's output that has no other holder. */
const drainMs = 50;
/** How long a killed process group may take to disappear. */
const afterKillMs = 3000;
const skippedStatus = 125;

function timeoutError(limitMs: number): HostError {
  return new HostError('timeout', `it took longer than ${limitMs / 1000} s and was killed`);
}

/** ksh93 says 256+n where the others say 128+n for death by signal n. */
function portableStatus(status: number): number {
  if (!Number.isInteger(status) || status < 0 || status > 511) return 255;
  return status > 256 ? status - 128 : status;
}
