import { execFile } from 'node:child_process';

export interface Output {
  /** 127 when there is no such program, 124 when it took too long. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ExecuteOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes for standard input; nothing means an empty one. */
  readonly stdin?: string;
  readonly timeoutMs?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program on the controller, never through a shell. A failure is a value.
 * @throws the signal's reason when it is aborted; the program has then been ended
 */
export async function execute(argv: readonly string[], options: ExecuteOptions = {}): Promise<Output> {
  options.signal?.throwIfAborted();
  const [program, ...words] = argv;
  if (program === undefined) throw new TypeError('no program to run');
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      words,
      {
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, LC_ALL: 'C.UTF-8', ...options.env },
        ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
      (error, stdout, stderr) => {
        if (options.signal?.aborted === true) reject(asError(options.signal.reason));
        else resolve({ exitCode: exitCodeOf(error), stdout, stderr });
      },
    );
    // A program that does not read its input closes it early; its exit status tells the story.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.stdin ?? '');
  });
}

function exitCodeOf(error: (Error & { code?: string | number | null; killed?: boolean }) | null): number {
  if (error === null) return 0;
  if (typeof error.code === 'number') return error.code;
  if (error.code === 'ENOENT' || error.code === 'EACCES') return 127;
  return error.killed === true ? 124 : 1;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('interrupted');
}
