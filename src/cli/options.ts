import type { Argv } from 'yargs';
import { UsageError } from './usage-error.ts';

/** Which hosts, from which inventories, reached how. */
export function hostOptions<T>(yargs: Argv<T>) {
  return vaultOptions(yargs)
    .option('inventory', {
      alias: 'i',
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: 'Inventory: a file, directory, script or `host1,host2,`; may be repeated',
    })
    .option('limit', {
      alias: 'l',
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe:
        'Only hosts that match this pattern, too; @FILE has one a line, @failed are those of earlier runs that failed',
    })
    .option('extra-vars', {
      alias: 'e',
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: 'Variables: name=value, @file.yml or a map; above all others',
    })
    .option('forks', {
      alias: 'f',
      type: 'number',
      coerce: wholeNumber<number | undefined>('--forks'),
      describe: 'How many hosts at a time; without it 50, and up to 200 while there is time to spare',
    })
    .option('lock-wait', {
      type: 'number',
      default: 60,
      coerce: (value: number) => {
        if (Number.isSafeInteger(value) && value >= 0) return value;
        throw new UsageError('--lock-wait is a whole number of seconds');
      },
      describe: 'Seconds to wait for another run that is at work on a host',
    })
    .option('break-lock', {
      type: 'boolean',
      default: false,
      describe: 'Take the lock of another run that is surely dead',
    })
    .option('undo-after', {
      type: 'number',
      default: 60,
      coerce: wholeNumber<number>('--undo-after'),
      describe: 'Seconds until a host undoes a change that could cut it off, unless a new connection confirms it',
    })
    .option('user', { alias: 'u', type: 'string', requiresArg: true, describe: 'Log in as this user' })
    .option('private-key', { type: 'string', requiresArg: true, describe: 'Log in with this key file' })
    .option('connection', {
      alias: 'c',
      type: 'string',
      choices: ['ssh', 'openssh', 'local'] as const,
      describe: 'Transport for hosts that name none',
    })
    .option('timeout', {
      alias: 'T',
      type: 'number',
      coerce: wholeNumber<number | undefined>('--timeout'),
      describe: 'Seconds to wait for a connection (10)',
    })
    .option('ask-pass', { alias: 'k', type: 'boolean', default: false, describe: 'Ask for the login password' })
    .option('accept-new-host-keys', {
      type: 'boolean',
      default: false,
      describe: 'Trust and remember hosts that are not known yet; changed keys are refused all the same',
    })
    .option('become', { alias: 'b', type: 'boolean', describe: 'Run as another user where the playbook says nothing' })
    .option('become-user', { type: 'string', requiresArg: true, describe: 'That user (root)' })
    .option('become-method', {
      type: 'string',
      choices: ['sudo', 'su', 'doas'] as const,
      describe: 'How to become that user (sudo)',
    })
    .option('ask-become-pass', {
      alias: 'K',
      type: 'boolean',
      default: false,
      describe: 'Ask for the password of sudo, su or doas',
    });
}

/** Where the keys to what is encrypted are. */
export function vaultOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('vault-identity', {
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: 'File with an age identity ($RACKWRIGHT_VAULT_IDENTITY, .rackwright/vault/identity); may be repeated',
    })
    .option('vault-password-file', {
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: 'File with a vault passphrase, or a program that prints one; may be repeated',
    })
    .option('ask-vault-pass', {
      alias: 'J',
      type: 'boolean',
      default: false,
      describe: 'Ask for a vault passphrase, when something needs one',
    });
}

/** How a run is shown. */
export function outputOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('output', {
      alias: 'o',
      choices: ['text', 'json'] as const,
      default: 'text' as const,
      describe: 'For people, or events as JSON lines',
    })
    .option('verbose', {
      alias: 'v',
      type: 'boolean',
      default: false,
      describe: 'Show unchanged tasks and results, too',
    })
    .option('profile', {
      type: 'boolean',
      default: false,
      describe: 'Show where the time went: by task, host and phase, and what determined it',
    })
    .option('report', {
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: 'Also keep the run in this file: NAME.json for the record, NAME.html for people, NAME.xml for JUnit',
    })
    .option('report-live', {
      type: 'boolean',
      default: false,
      describe: 'With --report NAME.html: look at the hosts before, so that its findings rest on them, too',
    })
    .option('stats', { type: 'boolean', default: false, describe: 'Show round trips and bytes of each host and play' });
}

/** Which tasks of a playbook, and what to do with them. */
export function playbookOptions<T>(yargs: Argv<T>) {
  return outputOptions(hostOptions(yargs))
    .positional('playbook', { type: 'string', demandOption: true, describe: 'Playbook to read' })
    .option('tags', {
      alias: 't',
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: 'Only tasks with one of these tags',
    })
    .option('skip-tags', {
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: 'No tasks with one of these tags',
    })
    .option('force-handlers', {
      type: 'boolean',
      default: false,
      describe: 'Run notified handlers on hosts where a task failed, too',
    })
    .option('shuffle-seed', {
      type: 'number',
      requiresArg: true,
      coerce: wholeNumber<number | undefined>('--shuffle-seed'),
      describe: 'Repeat the order of an earlier run of plays with `order: shuffle`',
    })
    .option('diff', {
      alias: 'D',
      type: 'boolean',
      default: true,
      describe: 'Show what differs; --no-diff for names only',
    })
    .option('list-hosts', { type: 'boolean', default: false, describe: 'Show the hosts of each play and do nothing' })
    .option('list-tasks', { type: 'boolean', default: false, describe: 'Show the tasks of each play and do nothing' })
    .option('list-tags', { type: 'boolean', default: false, describe: 'Show the tags of each play and do nothing' })
    .option('start-at-task', {
      type: 'string',
      requiresArg: true,
      describe: 'Leave out all tasks before the first with this name; * and ? may stand for letters',
    })
    .option('step', { type: 'boolean', default: false, describe: 'Ask before each task' });
}

/** How `validate` judges and shows what it found. */
export function validateOptions<T>(yargs: Argv<T>) {
  return playbookOptions(yargs)
    .option('strict', { type: 'boolean', default: false, describe: 'Warnings are errors' })
    .option('format', {
      choices: ['text', 'json', 'sarif'] as const,
      default: 'text' as const,
      describe: 'For people, for programs, or SARIF 2.1.0 for code hosts',
    });
}

/** What to explain. */
export function docOptions<T>(yargs: Argv<T>) {
  return yargs
    .positional('name', { type: 'string', describe: 'Its name, or `error`, `helper`, `filter`' })
    .positional('entry', { type: 'string', describe: 'Behind these: a code or name' });
}

/** What to convert, and where to. */
export function importOptions<T>(yargs: Argv<T>) {
  return yargs
    .positional('from', { choices: ['ansible'] as const, demandOption: true, describe: 'Whose' })
    .positional('directory', { type: 'string', demandOption: true, describe: 'The tree, or one role' })
    .option('output', {
      alias: 'o',
      type: 'string',
      requiresArg: true,
      describe: 'Where to write (DIRECTORY-rackwright)',
    });
}

/** What yargs makes of these options. */
export type HostArguments = Awaited<ReturnType<typeof hostOptions>['argv']>;
export type PlaybookArguments = Awaited<ReturnType<typeof playbookOptions>['argv']>;

function wholeNumber<Value extends number | undefined>(option: string): (value: Value) => Value {
  return (value) => {
    if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) return value;
    throw new UsageError(`${option} is a whole number from 1 on`);
  };
}
