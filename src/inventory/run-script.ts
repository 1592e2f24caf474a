import { spawn } from 'node:child_process';
import { escapeControl } from '../diagnostics/escape.ts';
import { reasonOf, systemCode } from './files.ts';

export interface ScriptLimits {
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly timeoutMs: number;
  /** Bytes of standard output. */
  readonly maxBytes: number;
}

export type ScriptResult = { readonly stdout: string } | { readonly problem: string; readonly stderr: string };

/** How much of the end of stderr is kept. */
const stderrBytes = 4096;

/**
 * Runs an executable inventory in its own process group, without input. Its standard output is the answer; whatever
 * else happens is a problem, told together with the end of its standard error.
 * @throws the signal's reason when the run is interrupted
 */
export async function runScript(path: string, args: readonly string[], limits: ScriptLimits): Promise<ScriptResult> {
  limits.signal.throwIfAborted();
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const stdout: Buffer[] = [];
  let size = 0;
  let stderr = Buffer.alloc(0);
  const end = await new Promise<string | undefined>((settle) => {
    const stop = (reason: string): void => {
      settle(reason);
      killGroup(child.pid);
    };
    const onAbort = (): void => stop('it was interrupted');
    const timer = setTimeout(() => stop(`it took longer than ${limits.timeoutMs / 1000} s`), limits.timeoutMs);
    limits.signal.addEventListener('abort', onAbort);
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.maxBytes) stop(`it printed more than ${limits.maxBytes} bytes`);
      else stdout.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => (stderr = Buffer.concat([stderr, chunk]).subarray(-stderrBytes)));
    child.on('error', (error) => settle(`it cannot be started: ${reasonOf(error)}`));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      limits.signal.removeEventListener('abort', onAbort);
      settle(describeEnd(code, signal));
    });
  });
  // What escaped from the process group must not keep the pipes, and us, open.
  child.stdout.destroy();
  child.stderr.destroy();
  limits.signal.throwIfAborted();
  if (end === undefined) return { stdout: Buffer.concat(stdout).toString('utf8') };
  return { problem: end, stderr: escapeControl(stderr.toString('utf8').trim()) };
}

function describeEnd(code: number | null, signal: NodeJS.Signals | null): string | undefined {
  if (code === 0) return undefined;
  return code === null ? `it was ended by ${signal ?? 'a signal'}` : `it ended with status ${code}`;
}

/** The script and what it started. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself in this moment.
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}
