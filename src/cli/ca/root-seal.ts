import { problem } from '../../diagnostics/diagnostic.ts';
import { InputError } from '../../diagnostics/errors.ts';
import type { RootSeal } from '../../pki/open-root.ts';
import { sealAge } from '../../vault/age.ts';
import { VaultError } from '../../vault/vault-error.ts';
import type { Tools } from '../tools.ts';
import { vaultAccess } from '../vault-access.ts';
import { chooseReaders } from '../vault/readers.ts';
import type { CaArguments } from './arguments.ts';

/** Does what needs the root's key, which is encrypted as a vault is. @throws InputError when it cannot be opened or closed */
export async function withRootSeal<Made>(
  tools: Tools,
  args: CaArguments,
  work: (seal: RootSeal) => Promise<Made>,
): Promise<Made> {
  try {
    return await work({
      seal: async (pem) => await sealAge(Buffer.from(pem), await chooseReaders(tools, args)),
      open: async (sealed) => {
        const vault = await vaultAccess(tools, args).vault();
        return Buffer.from(await vault.decrypt(sealed)).toString('utf8');
      },
    });
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    throw new InputError([problem(error.code, error.message, undefined, { hint: error.hint })]);
  }
}
