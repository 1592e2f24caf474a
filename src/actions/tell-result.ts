import type { ActionContext, ActionResult } from '../action.ts';
import type { CommandResult, HostRequest } from '../host.ts';
import { processResult } from './process-result.ts';

/** Waits for a user's command and tells of it in Ansible's words: `rc`, `stdout`, `stdout_lines`, `stderr`, `stderr_lines`. */
export async function tellResult(
  context: ActionContext,
  run: (onOutput: NonNullable<HostRequest['onOutput']>) => Promise<CommandResult>,
  shown: string,
): Promise<ActionResult> {
  const result = await run(lastLineTo(context));
  const more = processResult(result);
  return {
    changed: true,
    ...(more.stdout !== '' && { message: more.stdout.slice(0, shownCharacters) }),
    ...(result.exitCode !== 0 && { failed: { message: `\`${shown}\` ended with status ${result.exitCode}` } }),
    result: { cmd: shown, ...more, truncated: result.truncated },
  };
}

/** Of what a command printed, for people; programs get all of it by `register`. */
const shownCharacters = 20_000;

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
