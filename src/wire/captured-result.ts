import type { CommandResult } from '../host.ts';
import type { createCapture } from './capture.ts';

type Capture = ReturnType<typeof createCapture>;

/** What a command on a channel of its own has left. */
export function capturedResult(
  exitCode: number,
  output: { readonly stdout: Capture; readonly stderr: Capture },
  startedAt: number,
): CommandResult {
  const [stdout, stderr] = [output.stdout.result(), output.stderr.result()];
  return {
    exitCode,
    stdout: stdout.bytes,
    stderr: stderr.bytes,
    truncated: stdout.truncated || stderr.truncated,
    skipped: false,
    durationMs: performance.now() - startedAt,
  };
}
