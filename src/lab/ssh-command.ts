import path from 'node:path';
import { problem } from '../diagnostics/diagnostic.ts';
import { InputError } from '../diagnostics/errors.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { labFiles } from './keys.ts';
import type { LabPlan } from './plan.ts';
import { labUser } from './plan.ts';

/**
 * The words that log in to a lab host with the system's ssh: with the lab's key and host keys, whatever the user's own
 * configuration says. More words may follow: a command.
 * @throws InputError when the plan has no such host
 */
export function labSshCommand(plan: LabPlan, host: string): readonly string[] {
  const found = plan.hosts.find((each) => each.name === host);
  if (found === undefined) {
    const hint = didYouMean(
      host,
      plan.hosts.map((each) => each.name),
    );
    throw new InputError([problem('unknown-host', `the lab has no host "${host}"`, undefined, { hint })]);
  }
  const files = labFiles(plan);
  const identity = asOption(files.identity);
  const knownHosts = asOption(files.knownHosts);
  return [
    ...['ssh', '-F', 'none', '-i', identity, '-o', 'IdentitiesOnly=yes', '-o', 'StrictHostKeyChecking=yes'],
    // The option takes several files apart at blanks, unless each is quoted.
    ...['-o', `UserKnownHostsFile="${knownHosts}"`, '-o', 'GlobalKnownHostsFile=none', `${labUser}@${found.address}`],
  ];
}

/** ssh expands `%` in file names. */
function asOption(file: string): string {
  return path.resolve(file).replaceAll('%', '%%');
}
