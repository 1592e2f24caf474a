import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';

const graceMs = 1000;

/**
 * Starts `ssh` in a process group of its own, since Ctrl-C is for us to handle, and with messages in English, since they
 * are read by `explain.ts`.
 */
export function startClient(words: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn('ssh', words, { env: { ...process.env, LC_ALL: 'C' }, detached: true });
}

/** Ends it. A signal that comes just before ssh begins to wait is overlooked by it until the next event. */
export function endClient(child: ChildProcessWithoutNullStreams): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  child.stdin.destroy();
  const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
  child.once('exit', () => clearTimeout(force));
}
