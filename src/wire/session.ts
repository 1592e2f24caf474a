import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { HostError } from '../diagnostics/errors.ts';
import type { Become, CommandResult, HostRequest, Prelude } from '../host.ts';
import { bootPlan } from './become.ts';
import { bootText } from './boot.ts';
import { bootFailure, bootTimeout, tooMuchNoise } from './boot-failure.ts';
import type { Channel, OpenChannel } from './channel.ts';
import { encodeBatch, firstCommands } from './encode.ts';
import type { EncodedRequest, WireRequest } from './encode.ts';
import { Exchange } from './exchange.ts';
import type { Stream } from './exchange.ts';
import { markPrefix, splitFrames } from './frame.ts';
import { runnerSource } from './runner.ts';
import { noiseLimit, startShell } from './shell-start.ts';

interface SessionOptions {
  readonly open: OpenChannel;
  readonly become: Become | undefined;
  readonly prelude: Prelude | undefined;
  readonly shell: string;
  readonly bootTimeoutMs: number;
  readonly killGraceMs: number;
  readonly onTraffic: (sent: number, received: number) => void;
}

/** One runner: starts it, keeps its requests in order, and tells what became of them. */
export class Session {
  readonly #options: SessionOptions;
  readonly #nonce = randomHex();
  readonly #prefix = markPrefix(this.#nonce);
  readonly #held: Record<Stream, Buffer> = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
  /** Streams on which the runner has reported; what came before is a banner or the like. */
  readonly #listening = new Set<Stream>();
  readonly #waiting: Exchange[] = [];
  readonly #sent: Exchange[] = [];
  #channel: Channel | undefined;
  #merged = false;
  #noise = '';
  #bootTimer: NodeJS.Timeout | undefined;
  #lastId = 0;
  /** Why it takes no more requests. */
  #end: HostError | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    if (options.prelude !== undefined) this.#begin(options.prelude);
    this.#start().catch((error: unknown) => this.#finish(asHostError(error)));
  }

  /** True when it has ended and another one may do better. A second try with a wrong password could lock the account. */
  get worn(): boolean {
    return this.#end !== undefined && !lasting.has(this.#end.code);
  }

  async send(request: HostRequest): Promise<CommandResult> {
    if (this.#end !== undefined) throw this.#end;
    return await this.#enqueue(request).result;
  }

  /** Stands in front of all requests. */
  #begin(prelude: Prelude): void {
    const { script, timeoutMs, onOutput } = prelude;
    const { result } = this.#enqueue({
      script,
      form: 'prelude',
      timeoutMs,
      ...(onOutput && { onOutput: (stream, chunk) => (stream === 'stdout' ? onOutput(chunk) : undefined) }),
    });
    result.then(
      (done) => {
        if (done.exitCode === 0) prelude.onDone(done, this.#options.become);
        else this.#finish(prelude.refusal(done));
      },
      // Whatever stands behind it fails with it.
      (error: unknown) => this.#finish(asHostError(error)),
    );
  }

  #enqueue(request: WireRequest): Exchange {
    this.#lastId += 1;
    const exchange = new Exchange(this.#lastId, request, {
      killGraceMs: this.#options.killGraceMs,
      control: (code) => this.#write([Buffer.from(`k ${code}\n`)]),
      abandon: (error) => {
        exchange.lose(error);
        this.#finish(new HostError('timeout', 'an earlier request hung, and this one was given up with it'));
      },
    });
    this.#waiting.push(exchange);
    // What is asked for at once goes together.
    setImmediate(() => this.#pump());
    return exchange;
  }

  /** An idle runner ends by itself; a busy one is cut off, which kills what it runs. */
  async close(): Promise<void> {
    const channel = this.#channel;
    const closed = new HostError('interrupted', 'the connection was closed');
    if (channel !== undefined && this.#ready && this.#sent.length === 0 && this.#end === undefined) {
      this.#write([Buffer.from('x\n')]);
      this.#end = closed;
      await Promise.race([channel.closed, delay(closeMs, undefined, { ref: false })]);
    }
    this.#finish(closed);
  }

  async #start(): Promise<void> {
    const { open, become, shell, bootTimeoutMs, killGraceMs } = this.#options;
    const plan = bootPlan(become, shell, randomHex());
    const channel = await startShell(open, plan, become, bootTimeoutMs);
    this.#merged = plan.pty;
    if (this.#end !== undefined) {
      channel.close();
      return;
    }
    this.#channel = channel;
    channel.stdout.on('data', (chunk: Buffer) => this.#receive('stdout', chunk));
    channel.stderr.on('data', (chunk: Buffer) => this.#receive('stderr', chunk));
    void channel.closed.then(({ exitCode, error }) => this.#finish(this.#lossOf(exitCode, error)));
    this.#bootTimer = setTimeout(() => this.#finish(bootTimeout(become, this.#noise, bootTimeoutMs)), bootTimeoutMs);
    const graceSeconds = Math.ceil(killGraceMs / 1000);
    // What has been asked for by now travels with the runner, up to a request with an input.
    const first = firstCommands(this.#take((next) => next.encoded.stdin.length === 0));
    const [nonce, spool] = [this.#nonce, `.rackwright-${randomHex()}`];
    this.#write([bootText(runnerSource({ nonce, spool, shell, graceSeconds, first }))]);
    this.#pump();
  }

  get #ready(): boolean {
    return this.#listening.size === 2;
  }

  /**
   * Sends what fits. The runner's own queue is a pipe; were it full, the runner could no longer hear a kill, so what
   * stands behind the first request stays below what any pipe holds.
   */
  #pump(): void {
    if (this.#channel === undefined || this.#end !== undefined) return;
    const requests = this.#take(() => true);
    if (requests.length > 0) this.#write(encodeBatch(requests));
    if (this.#ready) this.#sent[0]?.startClock();
  }

  /** The next ones that fit, and are as wished. */
  #take(wished: (next: Exchange) => boolean): readonly EncodedRequest[] {
    const taken: EncodedRequest[] = [];
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      if (!next.settled && !(wished(next) && this.#fits(next))) break;
      this.#waiting.shift();
      if (next.settled) continue;
      this.#sent.push(next);
      taken.push(next.encoded);
    }
    return taken;
  }

  #fits(next: Exchange): boolean {
    const queued = this.#sent.reduce((size, exchange) => size + exchange.size, 0);
    return queued === 0 || queued + next.size <= queueLimit;
  }

  /** In one piece: each one costs both sides a packet. */
  #write(chunks: readonly Uint8Array[]): void {
    if (this.#end !== undefined) return;
    const bytes = Buffer.concat(chunks);
    this.#channel?.stdin.write(bytes);
    this.#options.onTraffic(bytes.length, 0);
  }

  #receive(stream: Stream, chunk: Buffer): void {
    this.#options.onTraffic(0, chunk.length);
    const { frames, held } = splitFrames(this.#prefix, this.#held[stream], chunk);
    this.#held[stream] = held;
    for (const frame of frames) {
      if (frame.kind === 'output') this.#output(stream, frame.bytes);
      else this.#mark(stream, frame.words);
    }
  }

  /** What comes when nothing runs was left behind by a probe; it belongs to nobody. */
  #output(stream: Stream, bytes: Buffer): void {
    if (this.#listening.has(stream)) {
      this.#sent.find((exchange) => !exchange.hasEnded(stream))?.output(stream, bytes);
      return;
    }
    this.#noise += bytes.toString('latin1');
    if (this.#noise.length > noiseLimit) this.#finish(tooMuchNoise(this.#options.become));
  }

  #mark(stream: Stream, [kind, id, value]: readonly string[]): void {
    if (kind === 'R') this.#onReady(this.#told(stream, this.#listening.has('stdout')));
    const exchange = this.#sent.find((each) => each.id === Number(id));
    exchange?.mark(this.#told(stream, exchange.hasEnded('stdout')), kind, value);
    if (exchange?.finished !== true) return;
    this.#sent.splice(this.#sent.indexOf(exchange), 1);
    this.#pump();
  }

  /** A terminal has one stream for both: there the second mark of a kind is the one of stderr. */
  #told(stream: Stream, again: boolean): Stream {
    return this.#merged && again ? 'stderr' : stream;
  }

  #onReady(stream: Stream): void {
    this.#listening.add(stream);
    if (!this.#ready) return;
    clearTimeout(this.#bootTimer);
    this.#noise = '';
    this.#pump();
  }

  #lossOf(exitCode: number | undefined, cause: Error | undefined): HostError {
    if (cause instanceof HostError) return cause;
    if (!this.#ready) return bootFailure(this.#options.become, this.#noise, exitCode);
    const what = exitCode === undefined ? 'the connection was lost' : `the shell ended with status ${exitCode}`;
    return new HostError('unreachable', `${what} while the host was at work`, { cause });
  }

  #finish(error: HostError): void {
    this.#end ??= error;
    clearTimeout(this.#bootTimer);
    this.#channel?.close();
    for (const exchange of [...this.#sent.splice(0), ...this.#waiting.splice(0)]) exchange.lose(error);
  }
}

/** Bytes. Linux pipes hold 64 KiB. */
const queueLimit = 48 * 1024;
/** How long an idle runner may take to end. */
const closeMs = 1000;

/** Another try would end in the same way, or do harm. */
const lasting: ReadonlySet<string> = new Set(['become-failed', 'no-shell', 'locked']);

function randomHex(): string {
  return randomBytes(16).toString('hex');
}

function asHostError(error: unknown): HostError {
  if (error instanceof HostError) return error;
  return new HostError('unreachable', error instanceof Error ? error.message : String(error), { cause: error });
}
