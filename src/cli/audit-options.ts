import type { Argv } from 'yargs';
import { hostOptions } from './options.ts';

/** What is judged, with which evidence, and for whom. */
export function auditOptions<T>(yargs: Argv<T>) {
  return hostOptions(yargs)
    .positional('what', {
      type: 'string',
      default: 'design',
      describe: '`design`, `reachability`, `kill-one`, or a playbook, whose configurations are judged with the design',
    })
    .option('picture', {
      type: 'string',
      requiresArg: true,
      describe: 'Draw who talks to whom, encrypted or not, into this SVG file',
    })
    .option('live', {
      type: 'boolean',
      default: false,
      describe: 'Look at the hosts, too; nothing is written there',
    })
    .option('facts', {
      type: 'string',
      requiresArg: true,
      describe: 'With a playbook: facts of its hosts, as `rackwright facts` prints them',
    })
    .option('format', {
      choices: ['text', 'json', 'sarif'] as const,
      default: 'text' as const,
      describe: 'For whom',
    });
}
