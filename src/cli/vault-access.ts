import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from '../diagnostics/errors.ts';
import { showPath } from '../inventory/files.ts';
import type { Sealed } from '../language/sealed.ts';
import type { KeySources } from '../vault/keyring.ts';
import type { Vault } from '../vault/vault.ts';
import type { Tools } from './tools.ts';

/** What the command line says of keys. */
export interface VaultArguments {
  readonly vaultIdentity?: readonly string[] | undefined;
  readonly vaultPasswordFile?: readonly string[] | undefined;
  readonly askVaultPass?: boolean | undefined;
}

/** The way to what is encrypted. Code, keys and questions wait until something is. */
export interface VaultAccess {
  /** @throws InputError with all that cannot be opened */
  open(all: Iterable<Sealed>): Promise<void>;
  /** Opens what may be needed; what cannot be opened is said when it turns out to be. */
  tryToOpen(all: Iterable<Sealed>): Promise<void>;
  vault(): Promise<Vault>;
  /** Whether anything was said of keys, or the project has one. */
  readonly keysAtHand: boolean;
}

export function vaultAccess(tools: Tools, args: VaultArguments): VaultAccess {
  let loading: Promise<Vault> | undefined;
  const vault = (): Promise<Vault> => (loading ??= load(tools, args));
  const tryToOpen: VaultAccess['tryToOpen'] = async (all) => {
    const waiting = [...all].filter((sealed) => !sealed.settled);
    if (waiting.length > 0) await (await vault()).open(waiting);
  };
  return {
    vault,
    tryToOpen,
    get keysAtHand() {
      const { identityFiles, passwordFiles, ask } = keySources(tools, args);
      return identityFiles.length + passwordFiles.length > 0 || ask !== undefined;
    },
    open: async (all) => {
      const waiting = [...new Set(all)];
      const fresh = waiting.filter((sealed) => !sealed.settled);
      const problems = fresh.length === 0 ? [] : await (await vault()).open(fresh);
      if (problems.some((each) => each.severity === 'error')) throw new InputError(problems);
    },
  };
}

export const defaultIdentity = join('.rackwright', 'vault', 'identity');

/** Where keys are: what the command line names, else the environment, else the project's own place. */
export function keySources({ cwd, terminal }: Tools, args: VaultArguments): KeySources {
  const paths = (given: readonly (string | undefined)[]): readonly string[] =>
    given.flatMap((path) => (path === undefined || path === '' ? [] : [resolve(cwd, path)]));
  const own = join(cwd, defaultIdentity);
  const { env } = process;
  return {
    identityFiles: paths(
      args.vaultIdentity ?? [env['RACKWRIGHT_VAULT_IDENTITY'] ?? (existsSync(own) ? own : undefined)],
    ),
    passwordFiles: paths(
      args.vaultPasswordFile ??
        (args.askVaultPass === true
          ? []
          : [env['RACKWRIGHT_VAULT_PASSWORD_FILE'] ?? env['ANSIBLE_VAULT_PASSWORD_FILE']]),
    ),
    ask: args.askVaultPass === true ? async (question) => (await terminal.askSecret(question)).reveal() : undefined,
    show: (path) => showPath(path, cwd),
  };
}

async function load(tools: Tools, args: VaultArguments): Promise<Vault> {
  const { Vault } = await import('../vault/vault.ts');
  const { Keyring } = await import('../vault/keyring.ts');
  return new Vault(new Keyring(keySources(tools, args)), (value) => tools.secrets.addAll(value));
}
