import { openAge, wantsPassphrase } from './age.ts';
import { readPasswordFile } from './password-file.ts';
import { readPrivateFile } from './private-file.ts';
import { VaultError } from './vault-error.ts';

/** Where keys are. All paths are absolute. */
export interface KeySources {
  readonly identityFiles: readonly string[];
  readonly passwordFiles: readonly string[];
  /** Asks for a passphrase; nothing when nobody may be asked. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly show: (path: string) => string;
}

/** The keys at hand. Each file is read, and each question asked, once and only when something needs it. */
export class Keyring {
  readonly #sources: KeySources;
  #identities: Promise<readonly string[]> | undefined;
  #passphrases: Promise<readonly string[]> | undefined;

  constructor(sources: KeySources) {
    this.#sources = sources;
  }

  /** @throws VaultError when there are none */
  identities(): Promise<readonly string[]> {
    this.#identities ??= this.#readIdentities();
    return this.#identities;
  }

  /** @throws VaultError when there are none */
  passphrases(): Promise<readonly string[]> {
    this.#passphrases ??= this.#readPassphrases();
    return this.#passphrases;
  }

  async #readIdentities(): Promise<readonly string[]> {
    const { identityFiles, show } = this.#sources;
    const found: string[] = [];
    for (const path of identityFiles) found.push(...(await this.#identitiesIn(path, show(path))));
    if (found.length > 0) return found;
    const hint =
      'give --vault-identity FILE, or put your key into .rackwright/vault/identity (`rackwright vault keygen`)';
    throw new VaultError('vault-key', 'this is encrypted for keys, and there is none at hand', hint);
  }

  async #identitiesIn(path: string, shown: string): Promise<readonly string[]> {
    const text = await this.#unlocked(readPrivateFile(path, shown));
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
    const wrong = keys.find((line) => !/^AGE-SECRET-KEY-/.test(line));
    if (wrong === undefined && keys.length > 0) return keys;
    const hint =
      'it holds lines that begin with AGE-SECRET-KEY-, as age-keygen and `rackwright vault keygen` write them';
    throw new VaultError('vault-key', `${shown} holds no identity of age`, hint);
  }

  /** An identity file may itself be encrypted with a passphrase, as with age. */
  async #unlocked(text: string): Promise<string> {
    if (!text.startsWith('-----BEGIN AGE ENCRYPTED FILE-----') || !wantsPassphrase(text)) return text;
    const passphrases = await this.passphrases();
    return Buffer.from(await openAge(text, { identities: [], passphrases })).toString('utf8');
  }

  async #readPassphrases(): Promise<readonly string[]> {
    const { passwordFiles, ask, show } = this.#sources;
    const found: string[] = [];
    for (const path of passwordFiles) found.push(await readPasswordFile(path, show(path)));
    const typed = await ask?.('Vault passphrase: ');
    if (typed !== undefined && typed !== '') found.push(typed);
    if (found.length > 0) return found;
    const hint = 'give --vault-password-file FILE or --ask-vault-pass';
    throw new VaultError('vault-key', 'this is encrypted with a passphrase, and none is given', hint);
  }
}
