import { armor, Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { VaultError } from './vault-error.ts';

/** Whom something is encrypted for: key holders, or whoever knows a passphrase. */
export type AgeReaders = { readonly recipients: readonly string[] } | { readonly passphrase: string };

/** What opens it. */
export interface AgeKeys {
  /** `AGE-SECRET-KEY-…` */
  readonly identities: readonly string[];
  readonly passphrases: readonly string[];
}

/** A new key of age: its secret part and the public one, for which others can encrypt. */
export async function newIdentity(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** Encrypts, with armor. A passphrase takes about a second and a half, in which nothing else happens (scrypt). */
export async function sealAge(content: Uint8Array, readers: AgeReaders): Promise<string> {
  const encrypter = new Encrypter();
  if ('passphrase' in readers) encrypter.setPassphrase(readers.passphrase);
  else for (const recipient of readers.recipients) addRecipient(encrypter, recipient);
  return armor.encode(await encrypter.encrypt(content));
}

/** True when only a passphrase opens it. @throws VaultError */
export function wantsPassphrase(text: string): boolean {
  return Buffer.from(dearmored(text))
    .subarray(0, 100)
    .toString('latin1')
    .startsWith('age-encryption.org/v1\n-> scrypt ');
}

/** @throws VaultError */
export async function openAge(text: string, keys: AgeKeys): Promise<Uint8Array> {
  const file = dearmored(text);
  const decrypter = new Decrypter();
  for (const identity of keys.identities) decrypter.addIdentity(identity);
  for (const passphrase of keys.passphrases) decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // The library has no classes for this.
    if (why.startsWith('no identity matched')) throw new VaultError('vault-key', 'none of the keys at hand opens this');
    throw broken(why);
  }
}

function dearmored(text: string): Uint8Array {
  try {
    // Indentation of a YAML block that was not taken away.
    return armor.decode(text.trim().replace(/\r?\n[ \t]*/g, '\n'));
  } catch (error) {
    throw broken(error instanceof Error ? error.message : String(error));
  }
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch {
    const hint = 'recipients of age begin with age1; `rackwright vault keygen` prints yours';
    throw new VaultError('bad-value', `"${recipient}" is no recipient`, hint);
  }
}

function broken(why: string): VaultError {
  const hint = 'it was edited or cut off; take it from version control again';
  return new VaultError('vault-broken', `this is no sound age encryption: ${why}`, hint);
}
