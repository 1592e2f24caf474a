import { HostError } from '../diagnostics/errors.ts';
import type { ExecuteOptions } from './execute.ts';
import { execute } from './execute.ts';

/**
 * Runs a program on the controller that must not fail, and gives its standard output.
 * @param purpose in the infinitive, for the error: `make the network`
 * @throws HostError `lab-failed` with the end of what the program said
 */
export async function succeed(
  purpose: string,
  argv: readonly string[],
  options: ExecuteOptions & { readonly hint?: string } = {},
): Promise<string> {
  const { exitCode, stdout, stderr } = await execute(argv, options);
  if (exitCode === 0) return stdout;
  throw new HostError('lab-failed', `could not ${purpose}: ${reasonOf(exitCode, stderr, stdout, argv)}`, {
    ...(options.hint === undefined ? {} : { hint: options.hint }),
  });
}

function reasonOf(exitCode: number, stderr: string, stdout: string, argv: readonly string[]): string {
  const said = (stderr.trim() === '' ? stdout : stderr).trim();
  const program = argv.slice(0, 2).join(' ');
  const how =
    exitCode === 124
      ? `${program} took too long`
      : exitCode === 127
        ? `${program} is not installed`
        : `${program} failed`;
  return said === '' ? `${how} with exit status ${exitCode}` : `${how}: ${said.split('\n').slice(-8).join('\n')}`;
}
