import type { ActionContext, ActionResult } from '../action.ts';
import type { CommandResult, HostRequest } from '../host.ts';

/** Waits for a user's command and tells of it in Ansible's words: `rc`, `stdout`, `stdout_lines`, `stderr`, `stderr_lines`. */
export async function tellResult(
  context: ActionContext,
  run: (onOutput: NonNullable<HostRequest['onOutput']>) => Promise<CommandResult>,
  shown: string,
): Promise<ActionResult> {
  const result = await run(lastLineTo(context));
  const { stdout, stderr } = decoded(result);
  return {
    changed: true,
    ...(stdout !== '' && { message: stdout.slice(0, shownCharacters) }),
    ...(result.exitCode !== 0 && { failed: { message: `\`${shown}\` ended with status ${result.exitCode}` } }),
    result: {
      cmd: shown,
      rc: result.exitCode,
      stdout,
      stderr,
      stdout_lines: linesOf(stdout),
      stderr_lines: linesOf(stderr),
      truncated: result.truncated,
    },
  };
}

/** Of what a command printed, for people; programs get all of it by `register`. */
const shownCharacters = 20_000;

/** As Ansible does, without the final line breaks. */
function decoded(result: CommandResult): { readonly stdout: string; readonly stderr: string } {
  const text = (bytes: Uint8Array): string =>
    Buffer.from(bytes)
      .toString('utf8')
      .replace(/[\r\n]+$/, '');
  return { stdout: text(result.stdout), stderr: text(result.stderr) };
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/\r?\n/);
}

/** Long commands show the last line that they printed, so that one sees where they are. */
function lastLineTo(context: ActionContext): NonNullable<HostRequest['onOutput']> {
  return (_, chunk) => {
    const line = Buffer.from(chunk)
      .toString('utf8')
      .split(/[\r\n]+/)
      .findLast((each) => each.trim() !== '');
    if (line !== undefined) context.say(line.slice(0, 200));
  };
}
