import type { Argv } from 'yargs';
import { hostOptions } from '../options.ts';
import { UsageError } from '../usage-error.ts';

/** What to do with a cluster of database servers, and within which limits. */
export function mysqlOptions<T>(yargs: Argv<T>) {
  return hostOptions(yargs)
    .positional('action', {
      choices: ['status', 'switchover', 'failover', 'rejoin', 'clone', 'drill', 'acknowledge'] as const,
      demandOption: true,
      describe:
        'Show who is what; make another the primary; replace a dead primary; bring the others back to the primary; make one of them anew; rehearse a switchover there and back; allow a next failover',
    })
    .positional('pattern', { type: 'string', demandOption: true, describe: 'All hosts of one cluster' })
    .option('to', {
      type: 'string',
      requiresArg: true,
      describe:
        'The new primary; for `failover`: whom to prefer among those that have the same; for `clone`: who gets a copy; for `drill`: who stands in',
    })
    .option('freeze', {
      type: 'number',
      default: 10,
      coerce: seconds('--freeze'),
      describe:
        'For `switchover` and `drill`: seconds that the old primary holds still at most, before it goes back to work by itself',
    })
    .option('block', {
      type: 'number',
      default: 3600,
      coerce: seconds('--block'),
      describe: 'For `failover`: seconds after one in which there is no second, unless the first is acknowledged',
    })
    .option('set-aside', {
      type: 'string',
      requiresArg: true,
      describe:
        'For `rejoin`: this host wrote what the primary lacks; keep that as SQL, move its data aside and make its server empty, for a copy',
    })
    .option('accept-split-brain', {
      type: 'boolean',
      default: false,
      describe: 'For `failover`: go on without a proof that the old primary accepts no writes',
    })
    .option('format', { choices: ['text', 'json'] as const, default: 'text' as const, describe: 'For whom' });
}

export type MysqlArguments = Awaited<ReturnType<typeof mysqlOptions>['argv']>;

function seconds(option: string): (value: number) => number {
  return (value) => {
    if (Number.isSafeInteger(value) && value >= 1 && value <= 86_400) return value;
    throw new UsageError(`${option} is a whole number of seconds from 1 to 86400`);
  };
}
