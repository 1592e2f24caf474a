import type { Argv } from 'yargs';
import { hostOptions, outputOptions } from '../options.ts';

/** What `exec` takes. */
export function execOptions<T>(y: Argv<T>) {
  return outputOptions(hostOptions(y))
    .positional('pattern', { type: 'string', demandOption: true, describe: 'Hosts' })
    .positional('command', {
      type: 'string',
      array: true,
      describe: 'Shell text for each host; with --kind its arguments: name=nginx state=present',
    })
    .option('kind', {
      alias: 'm',
      type: 'string',
      requiresArg: true,
      describe: 'A resource or action instead of shell text',
    })
    .option('args', {
      alias: 'a',
      type: 'string',
      requiresArg: true,
      describe: "Its arguments in YAML: '{name: nginx}'",
    })
    .option('check', { alias: 'C', type: 'boolean', default: false, describe: 'Only show what would change' });
}
