import type { Argv } from 'yargs';
import { vaultOptions } from '../options.ts';

/** What the certificate authority shall do, for whom. */
export function authorityOptions<T>(yargs: Argv<T>) {
  return vaultOptions(yargs)
    .positional('action', {
      choices: ['init', 'issue', 'show', 'list', 'revoke', 'crl'] as const,
      demandOption: true,
      describe: 'Make an authority or a new signer, make what is missing or soon expires, show, take back',
    })
    .positional('pattern', { type: 'string', describe: 'Hosts that get a certificate; for `revoke` its serial number' })
    .option('permit', {
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: 'For `init`: a domain or network for which alone it may sign; may be repeated',
    })
    .option('passphrase', {
      type: 'boolean',
      default: false,
      describe: 'For `init`: encrypt the root key with a passphrase',
    })
    .option('recipient', {
      alias: 'r',
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe: 'For `init`: encrypt the root key for this recipient of age, too',
    })
    .option('recipients-file', {
      type: 'string',
      default: 'vault-recipients.txt',
      describe: 'For `init`: file with one recipient a line',
    })
    .option('inventory', { alias: 'i', type: 'string', array: true, requiresArg: true, describe: 'Inventory' })
    .option('directory', { type: 'string', default: '.rackwright/ca', describe: 'Where the authority lives' });
}
