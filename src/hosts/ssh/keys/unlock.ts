import type { ParsedKey } from 'ssh2';
import type { Secret } from '../../../secret.ts';
import { parsePrivateKey } from './parse-private-key.ts';

/** Asks people for the passphrase of a key file; nothing when they give up. `attempt` counts from 1. */
export type AskPassphrase = (request: {
  readonly file: string;
  readonly attempt: number;
}) => Promise<Secret | undefined>;

/**
 * Decrypts a private key; three attempts. Deriving the key stops the event loop for 0.3–0.5 s, once per key and run.
 * @throws Error when nobody can be asked, or nobody knows
 */
export async function unlock(file: string, text: string, ask: AskPassphrase | undefined): Promise<ParsedKey> {
  if (ask === undefined) throw new Error(`${file} is encrypted and nobody can be asked for its passphrase`);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const passphrase = await ask({ file, attempt });
    if (passphrase === undefined) break;
    const parsed = parsePrivateKey(text, passphrase.reveal());
    if (!(parsed instanceof Error)) return parsed;
  }
  throw new Error(`no passphrase that was given opens ${file}`);
}
