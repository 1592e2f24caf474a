import type { CommandResult } from '../host.ts';
import type { Arguments } from '../resource.ts';

/** What a process left, in Ansible's words: `rc`, `stdout`, `stdout_lines`, `stderr`, `stderr_lines`. */
export function processResult({
  exitCode,
  ...streams
}: Pick<CommandResult, 'exitCode' | 'stdout' | 'stderr'>): Arguments & { readonly stdout: string } {
  const stdout = decoded(streams.stdout);
  const stderr = decoded(streams.stderr);
  return { rc: exitCode, stdout, stderr, stdout_lines: linesOf(stdout), stderr_lines: linesOf(stderr) };
}

/** As Ansible does, without the final line breaks. */
function decoded(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('utf8')
    .replace(/[\r\n]+$/, '');
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/\r?\n/);
}
