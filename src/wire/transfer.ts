import { randomBytes } from 'node:crypto';
import { HostError } from '../diagnostics/errors.ts';
import type { Become, CommandResult, UploadRequest } from '../host.ts';
import { sh, verbatim } from '../shell.ts';
import type { Command } from '../shell.ts';
import { bootPlan } from './become.ts';
import { createCapture } from './capture.ts';
import { capturedResult } from './captured-result.ts';
import type { Channel, OpenChannel } from './channel.ts';
import { startShell } from './shell-start.ts';

interface TransferOptions {
  readonly open: OpenChannel;
  readonly become: Become | undefined;
  readonly shell: string;
  readonly bootTimeoutMs: number;
  readonly onTraffic: (sent: number, received: number) => void;
}

/** Streams an input to a script on a channel of its own, no faster than the host takes it. */
export async function transfer(request: UploadRequest, options: TransferOptions): Promise<CommandResult> {
  const startedAt = performance.now();
  const plan = bootPlan(options.become, options.shell, randomBytes(16).toString('hex'));
  const channel = await startShell(options.open, plan, options.become, options.bootTimeoutMs);
  const output = { stdout: createCapture(outputLimit), stderr: createCapture(outputLimit) };
  for (const name of ['stdout', 'stderr'] as const)
    channel[name].on('data', (chunk: Buffer) => {
      options.onTraffic(0, chunk.length);
      output[name].add(chunk);
    });
  // A terminal has no end of input that bytes could not be taken for.
  const incoming = plan.pty ? sh`head -c ${request.size}` : verbatim('cat');
  const exitCode = await pour(channel, shellLine(incoming, request.script), request, {
    end: () => {
      if (!plan.pty) channel.stdin.end();
    },
    onSent: (bytes) => options.onTraffic(bytes, 0),
  });
  return capturedResult(exitCode, output, startedAt);
}

/** Enough for a reason; a banner may stand before it. */
const outputLimit = 64 * 1024;
/** How long a host may take nothing at all: a full write cache on a slow disk is patient work. */
const stallMs = 5 * 60_000;

/** What a shell reads as one line, whatever stands in the script; the rest of its input is what is streamed. */
function shellLine(incoming: Command, script: Command): Buffer {
  const text = sh`umask 077; LC_ALL=C PATH=\${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin; export LC_ALL PATH; incoming() { ${incoming}; }; eval ${script.text}`;
  const oneLine = text.text.replaceAll('\n', `'"$_N"'`);
  return Buffer.from(`eval "$(printf '_N="\\n"')"; ${oneLine}; exit\n`);
}

/** Gives the exit status of the script. */
async function pour(
  channel: Channel,
  firstLine: Uint8Array,
  { input, signal, onSent }: UploadRequest,
  hooks: { readonly end: () => void; readonly onSent: (bytes: number) => void },
): Promise<number> {
  const writer = createWriter(channel);
  let giveUp: (error: HostError) => void = () => undefined;
  // What runs there may not notice that nobody listens any more; it need not be waited for.
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = (error) => {
      reject(error);
      writer.end();
      channel.close();
    };
  });
  givenUp.catch(() => undefined);
  const stalled = (): void => giveUp(new HostError('timeout', `the host took nothing for ${stallMs / 1000} s`));
  const aborted = (): void => giveUp(new HostError('interrupted', 'the upload was interrupted'));
  const timer = setTimeout(stalled, stallMs);
  signal?.addEventListener('abort', aborted, { once: true });
  if (signal?.aborted === true) aborted();
  try {
    let sent = 0;
    let open = await writer.write(firstLine);
    if (open) {
      for await (const piece of input) {
        open = await writer.write(piece);
        if (!open) break;
        timer.refresh();
        sent += piece.length;
        hooks.onSent(piece.length);
        onSent?.(sent);
      }
    }
    if (open) hooks.end();
    const { exitCode, error } = await Promise.race([givenUp, channel.closed]);
    if (exitCode === undefined)
      throw new HostError('unreachable', 'the connection was lost during an upload', { cause: error });
    return exitCode;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', aborted);
    channel.close();
  }
}

interface Writer {
  /** Writes and waits until that has gone out; says whether there is still somebody to write to. */
  write(bytes: Uint8Array): Promise<boolean>;
  /** Nobody is written to any more; who waits goes on. */
  end(): void;
}

function createWriter({ stdin, closed }: Channel): Writer {
  let isClosed = false;
  let wake: (() => void) | undefined;
  const end = (): void => {
    isClosed = true;
    wake?.();
  };
  void closed.then(end);
  stdin.on('error', end);
  return {
    write: async (bytes) => {
      if (isClosed) return false;
      await new Promise<void>((resolve) => {
        wake = resolve;
        stdin.write(bytes, () => resolve());
      });
      return !isClosed;
    },
    end,
  };
}
