import type { Argv } from 'yargs';
import { hostOptions } from './options.ts';

/** Options of `status`. */
export function statusOptions<T>(yargs: Argv<T>) {
  return hostOptions(yargs)
    .option('collectors', {
      type: 'string',
      default: 'mon',
      requiresArg: true,
      describe: 'Hosts that collect; the first one that answers is believed',
    })
    .option('format', { choices: ['text', 'json'] as const, default: 'text' as const, describe: 'For whom' });
}
