import type { Argv } from 'yargs';
import { manners } from '../../lab/machine.ts';
import { hostOptions } from '../options.ts';

/** Which lab host is lost, and how. */
export function drillOptions<T>(yargs: Argv<T>) {
  return hostOptions(yargs)
    .positional('host', { type: 'string', demandOption: true, describe: 'A lab host' })
    .option('how', { choices: manners, default: 'power-off' as const, describe: 'How it is lost' })
    .option('format', { choices: ['text', 'json'] as const, default: 'text' as const, describe: 'For whom' });
}

export type DrillArguments = Awaited<ReturnType<typeof drillOptions>['argv']>;
