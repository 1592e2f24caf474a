import type { Argv } from 'yargs';
import { playbookOptions } from './options.ts';

export function runOptions<T>(yargs: Argv<T>) {
  return playbookOptions(yargs)
    .option('check', { alias: 'C', type: 'boolean', default: false, describe: 'The same as `plan`' })
    .option('plan', {
      type: 'string',
      requiresArg: true,
      describe: 'Do what this plan has shown; leave hosts alone that have changed since',
    })
    .option('prune', pruneOption)
    .option('expect-unchanged', {
      type: 'boolean',
      default: false,
      describe: 'Exit with 4 when anything had to be changed',
    });
}

export function planOptions<T>(yargs: Argv<T>) {
  return playbookOptions(yargs).option('prune', pruneOption).option('out', {
    type: 'string',
    requiresArg: true,
    describe: 'Also write a plan that `run --plan` can be bound to',
  });
}

export function verifyOptions<T>(yargs: Argv<T>) {
  return playbookOptions(yargs).option('record', {
    type: 'string',
    requiresArg: true,
    describe: 'Add the result to this file; with --report NAME.html the page shows all that is in it over time',
  });
}

const pruneOption = {
  type: 'boolean',
  default: false,
  describe: 'Remove files that this playbook has made and has no task for any more',
} as const;
