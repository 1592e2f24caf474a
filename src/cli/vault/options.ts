import type { Argv } from 'yargs';
import { vaultOptions } from '../options.ts';

/** What `vault` takes. */
export function vaultCommandOptions<T>(y: Argv<T>) {
  return vaultOptions(y)
    .positional('action', {
      choices: ['keygen', 'encrypt', 'decrypt', 'view', 'edit', 'rekey'] as const,
      demandOption: true,
      describe: 'What to do; files are replaced where they are',
    })
    .positional('files', { type: 'string', array: true, describe: 'Files; for `keygen` where the key goes' })
    .option('value', {
      type: 'string',
      requiresArg: true,
      describe: 'With `encrypt`: read a value from standard input and print it as this variable',
    })
    .option('recipient', {
      alias: 'r',
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: 'Encrypt for this key (age1…), too; may be repeated',
    })
    .option('recipients-file', {
      type: 'string',
      default: 'vault-recipients.txt',
      describe: 'File with the keys to encrypt for',
    })
    .option('passphrase', { type: 'boolean', default: false, describe: 'Encrypt with a passphrase instead' });
}
