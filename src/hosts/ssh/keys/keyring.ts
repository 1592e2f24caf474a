import { caught } from '../../caught.ts';
import type { SshConfig } from '../../ssh-config/model.ts';
import { readAgent } from './agent.ts';
import { readKeyFile } from './file.ts';
import type { AskPassphrase } from './unlock.ts';
import type { Identity } from './identity.ts';

/** Finds the identities for a destination; files and agents are read once per run. */
export type ReadKeyring = (config: SshConfig) => Promise<Keyring>;

export interface Keyring {
  /** In the order in which they are offered. */
  readonly identities: readonly Identity[];
  /** Why some keys are missing, for the error message if nothing else helps. */
  readonly notes: readonly string[];
}

export function createKeyringReader(ask: AskPassphrase | undefined): ReadKeyring {
  const files = remember(async (file: string) => {
    const found = await readKeyFile(file, ask);
    if (found.length === 0 && !isDefault(file)) throw new Error(`${file} does not exist`);
    return found;
  });
  const agents = remember(readAgent);
  return async (config) => {
    if (!config.publicKeys) return { identities: [], notes: ['public keys are switched off by PubkeyAuthentication'] };
    const notes: string[] = [];
    const noted = (error: unknown): readonly Identity[] => {
      notes.push(caught(error).message);
      return [];
    };
    const [fromFiles, fromAgent] = await Promise.all([
      Promise.all(config.identityFiles.map((file) => files(file).catch(noted))),
      config.agentSocket === undefined ? [] : agents(config.agentSocket).catch(noted),
    ]);
    return { identities: inOrder(fromFiles.flat(), fromAgent, config.identitiesOnly), notes };
  };
}

/** ssh lists them when nothing is configured, and most do not exist. */
function isDefault(file: string): boolean {
  return /\/\.ssh\/id_(rsa|dsa|xmss|ecdsa|ecdsa_sk|ed25519|ed25519_sk)$/.test(file);
}

/**
 * Configured keys come first, then the agent's others unless IdentitiesOnly, then what needs a passphrase. (OpenSSH offers
 * all of the agent's keys before unencrypted files, and servers hang up after six.) Where the agent holds a configured
 * key, its half is taken: it needs no passphrase.
 */
function inOrder(files: readonly Identity[], agent: readonly Identity[], identitiesOnly: boolean): readonly Identity[] {
  const best = files.map((identity) => agent.find((each) => same(each, identity)) ?? identity);
  const usable = best.filter((identity) => identity.source !== 'public');
  const ready = usable.filter((identity) => !identity.locked);
  const locked = usable.filter((identity) => identity.locked);
  return [...new Set([...ready, ...(identitiesOnly ? [] : agent), ...locked])];
}

function same(a: Identity, b: Identity): boolean {
  return a.publicKey.equals(b.publicKey);
}

function remember<Value>(read: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}
