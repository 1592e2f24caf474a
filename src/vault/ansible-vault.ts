import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { VaultError } from './vault-error.ts';

/**
 * Opens what Ansible Vault closed (formats 1.1 and 1.2): PBKDF2-SHA256 with 10,000 rounds gives two keys and a counter;
 * HMAC-SHA256 over the ciphertext, then AES-256-CTR with PKCS#7 padding.
 *
 * @returns nothing when the password is another one
 * @throws VaultError when it is damaged
 */
export function openAnsibleVault(text: string, password: string): Uint8Array | undefined {
  const { salt, mac, ciphertext } = partsOf(text);
  const derived = pbkdf2Sync(password, salt, 10_000, 80, 'sha256');
  const [key, macKey, counter] = [derived.subarray(0, 32), derived.subarray(32, 64), derived.subarray(64, 80)];
  const expected = createHmac('sha256', macKey).update(ciphertext).digest();
  if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) return undefined;
  const cipher = createDecipheriv('aes-256-ctr', key, counter);
  const padded = Buffer.concat([cipher.update(ciphertext), cipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > 16 || padding > padded.length) throw broken('its padding is wrong');
  return padded.subarray(0, padded.length - padding);
}

interface Parts {
  readonly salt: Buffer;
  readonly mac: Buffer;
  readonly ciphertext: Buffer;
}

function partsOf(text: string): Parts {
  const [header = '', ...body] = text.trim().split(/\r?\n/);
  const [, version = '', cipher = ''] = header.trim().split(';');
  if ((version !== '1.1' && version !== '1.2') || cipher !== 'AES256')
    throw broken(`the format ${version} ${cipher} is not known, only 1.1 and 1.2 with AES256`);
  const [salt, mac, ciphertext, ...more] = hex(body.map((line) => line.trim()).join(''))
    .toString('latin1')
    .split('\n')
    .map(hex);
  if (salt === undefined || mac === undefined || ciphertext === undefined || more.length > 0)
    throw broken('a part is missing');
  return { salt, mac, ciphertext };
}

function hex(text: string): Buffer {
  if (text.length % 2 !== 0 || !/^[\da-f]*$/i.test(text))
    throw broken('it is cut off or has characters that are no hex');
  return Buffer.from(text, 'hex');
}

function broken(why: string): VaultError {
  return new VaultError('vault-broken', `this is no sound Ansible Vault: ${why}`);
}
