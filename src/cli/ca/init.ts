import ipaddr from 'ipaddr.js';
import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import { initialiseAuthority } from '../../pki/initialise.ts';
import { sealAge } from '../../vault/age.ts';
import { VaultError } from '../../vault/vault-error.ts';
import type { Tools } from '../tools.ts';
import { vaultAccess } from '../vault-access.ts';
import { chooseReaders } from '../vault/readers.ts';
import type { CaArguments } from './arguments.ts';

/** Makes the root, whose key is encrypted as a vault is, and a signer below it; or a new signer below the root that is there. */
export async function initialise(tools: Tools, args: CaArguments, directory: string, now: Date): Promise<void> {
  const permitted = (args.permit ?? []).map(permittedName);
  try {
    await initialiseAuthority(
      directory,
      permitted,
      {
        seal: async (pem) => await sealAge(Buffer.from(pem), await chooseReaders(tools, args)),
        open: async (sealed) => {
          const vault = await vaultAccess(tools, args).vault();
          return Buffer.from(await vault.decrypt(sealed)).toString('utf8');
        },
      },
      now,
    );
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    throw new InputError([problem(error.code, error.message, undefined, { hint: error.hint })]);
  }
}

function permittedName(name: string): string {
  if (ipaddr.isValidCIDR(name) || /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(name))
    return name;
  throw new InputError([
    problem('usage', `--permit: ${JSON.stringify(name)} is neither a domain nor a network`, undefined, {
      hint: 'like example.org or 10.0.0.0/8',
    }),
  ]);
}
