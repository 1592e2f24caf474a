import { problem } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Sealed } from '../language/sealed.ts';
import { sealedFormat } from '../language/sealed-format.ts';
import { openAge, wantsPassphrase } from './age.ts';
import { openAnsibleVault } from './ansible-vault.ts';
import type { Keyring } from './keyring.ts';
import { VaultError } from './vault-error.ts';

/** Opens what is encrypted with the keys at hand, each text once. */
export class Vault {
  readonly #keyring: Keyring;
  readonly #disclose: (value: unknown) => void;
  readonly #opened = new Map<string, Promise<Uint8Array>>();

  /** @param disclose told all that is read from what was opened, so that it can be masked */
  constructor(keyring: Keyring, disclose: (value: unknown) => void) {
    this.#keyring = keyring;
    this.#disclose = disclose;
  }

  /** Opens what has not been opened before; says what is wrong, at its place. */
  async open(all: Iterable<Sealed>): Promise<readonly Diagnostic[]> {
    const problems: Diagnostic[] = [];
    for (const sealed of all) {
      if (sealed.settled) continue;
      try {
        const text = Buffer.from(await this.decrypt(sealed.text)).toString('utf8');
        problems.push(...sealed.settle({ text, disclose: this.#disclose }));
      } catch (error) {
        problems.push(...sealed.settle([located(error, sealed.span)]));
      }
    }
    return problems;
  }

  /** @throws VaultError */
  decrypt(text: string): Promise<Uint8Array> {
    let content = this.#opened.get(text);
    if (content === undefined) this.#opened.set(text, (content = this.#decrypt(text)));
    return content;
  }

  /** The passphrase that opens what age encrypted with one. @throws VaultError */
  async passphraseOf(text: string): Promise<string> {
    const all = await this.#keyring.passphrases();
    for (const each of all.length > 1 ? all : []) {
      const opened = await openAge(text, { identities: [], passphrases: [each] }).catch(() => undefined);
      if (opened !== undefined) return each;
    }
    return all[0] ?? '';
  }

  async #decrypt(text: string): Promise<Uint8Array> {
    switch (sealedFormat(text)) {
      case 'age': {
        if (wantsPassphrase(text))
          return openAge(text, { identities: [], passphrases: await this.#keyring.passphrases() });
        return openAge(text, { identities: await this.#keyring.identities(), passphrases: [] });
      }
      case 'ansible': {
        for (const password of await this.#keyring.passphrases()) {
          const content = openAnsibleVault(text, password);
          if (content !== undefined) return content;
        }
        throw new VaultError('vault-key', 'none of the passphrases at hand opens this Ansible Vault, or it is damaged');
      }
      case undefined:
        throw new VaultError('vault-broken', 'this is not encrypted');
    }
  }
}

function located(error: unknown, span: Span): Diagnostic {
  if (!(error instanceof VaultError)) throw error;
  return problem(error.code, error.message, firstLine(span), { hint: error.hint });
}

function firstLine(span: Span): Span {
  const end = span.source.text.indexOf('\n', span.start);
  return end === -1 ? span : { ...span, end: Math.min(end, span.end) };
}
