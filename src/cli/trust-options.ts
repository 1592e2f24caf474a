import type { Argv } from 'yargs';
import { hostOptions } from './options.ts';

/** Options of `trust`. */
export function trustOptions<T>(yargs: Argv<T>) {
  return hostOptions(yargs)
    .positional('pattern', { type: 'string', demandOption: true, describe: 'Hosts' })
    .option('yes', { alias: 'y', type: 'boolean', default: false, describe: 'Do not ask' })
    .option('replace', {
      type: 'boolean',
      default: false,
      describe: 'Forget changed keys in favour of the new ones; know why they changed before you do it',
    })
    .option('known-hosts', {
      type: 'string',
      requiresArg: true,
      describe: 'File to write (~/.ssh/known_hosts)',
    });
}
