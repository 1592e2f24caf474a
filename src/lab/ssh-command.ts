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
  return [
    ...['ssh', '-F', 'none', ...fileOption('IdentityFile', files.identity), '-o', 'IdentitiesOnly=yes'],
    ...[...fileOption('UserKnownHostsFile', files.knownHosts), '-o', 'GlobalKnownHostsFile=none'],
    ...['-o', 'StrictHostKeyChecking=yes', `${labUser}@${found.address}`],
  ];
}

/** ssh takes such a value apart at blanks unless it is quoted, and expands `%` in it. */
function fileOption(option: string, file: string): readonly string[] {
  return ['-o', `${option}="${path.resolve(file).replaceAll('%', '%%')}"`];
}
