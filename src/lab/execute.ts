import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface Output {
  /** 127 when there is no such program, 124 when it took too long, 128+n when signal n ended it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ExecuteOptions {
  /**
   * Ends the program when aborted. Do not give it to a program that must not be left half done, as an engine is that
   * makes a container: its addresses would stay taken.
   */
  readonly signal?: AbortSignal | undefined;
  /** For standard input; nothing means an empty one. */
  readonly stdin?: string;
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program on the controller, never through a shell, and in a process group of its own: the terminal's Ctrl-C
 * reaches us alone, and we decide what is ended. A failure is a value.
 * @throws the signal's reason when it is aborted; the program has then ended
 */
export async function execute(argv: readonly string[], options: ExecuteOptions = {}): Promise<Output> {
  const { signal, timeoutMs } = options;
  signal?.throwIfAborted();
  const [program = '', ...words] = argv;
  const env = { ...process.env, LC_ALL: 'C.UTF-8', ...options.env };
  const child = spawn(program, words, { detached: true, env, stdio: 'pipe' });
  // A program that does not read its input closes it early; its exit status tells the story.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.stdin ?? '');

  const late = { is: false };
  const end = () => endGroup(child);
  const deadline = setTimeout(() => {
    late.is = true;
    end();
  }, timeoutMs ?? longestMs);
  signal?.addEventListener('abort', end);
  try {
    const [stdout, stderr, exitCode] = await Promise.all([
      textOf(child.stdout),
      textOf(child.stderr),
      exitCodeOf(child),
    ]);
    signal?.throwIfAborted();
    return { exitCode: late.is ? 124 : exitCode, stdout, stderr };
  } finally {
    clearTimeout(deadline);
    signal?.removeEventListener('abort', end);
  }
}

/** Downloads over a poor line take long; for ever would be too long. */
const longestMs = 3_600_000;

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    stream.once('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}

async function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? 137 : 143)));
  });
}

function endGroup(child: ChildProcess): void {
  kill('SIGTERM');
  const hard = setTimeout(() => kill('SIGKILL'), 5_000);
  child.once('close', () => clearTimeout(hard));

  function kill(signal: NodeJS.Signals): void {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has just ended by itself, or runs as root under sudo and cannot be ended by us: then we wait for it.
    }
  }
}
