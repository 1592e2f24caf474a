import ipaddr from 'ipaddr.js';
import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import { initialiseAuthority } from '../../pki/initialise.ts';
import type { Tools } from '../tools.ts';
import type { CaArguments } from './arguments.ts';
import { withRootSeal } from './root-seal.ts';

/** Makes the root, whose key is encrypted as a vault is, and a signer below it; or a new signer below the root that is there. */
export async function initialise(tools: Tools, args: CaArguments, directory: string, now: Date): Promise<void> {
  const permitted = (args.permit ?? []).map(permittedName);
  await withRootSeal(tools, args, (seal) => initialiseAuthority(directory, permitted, seal, now));
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
