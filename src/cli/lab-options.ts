import type { Argv } from 'yargs';

/** Which lab, and what to do with it. */
export function labOptions<T>(yargs: Argv<T>) {
  return yargs
    .positional('action', {
      choices: ['up', 'down', 'status', 'ssh'] as const,
      demandOption: true,
      describe: 'What to do',
    })
    .positional('host', { type: 'string', describe: 'For `ssh`: which host' })
    .option('inventory', {
      alias: 'i',
      type: 'string',
      array: true,
      default: ['inventory/lab.yml'],
      describe: 'Inventory of the lab',
    })
    .option('yes', {
      alias: 'y',
      type: 'boolean',
      default: false,
      describe: 'Install missing system packages without asking',
    });
}
