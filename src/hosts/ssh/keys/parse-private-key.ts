import { caught } from '../../caught.ts';
import { createPrivateKey } from 'node:crypto';
import ssh2 from 'ssh2';
import type { ParsedKey } from 'ssh2';

/** PKCS#8, which ssh2 cannot read, is turned into the older form of its key type where there is one. */
export function parsePrivateKey(text: string, passphrase?: string): ParsedKey | Error {
  const parsed = isPkcs8(text) ? fromPkcs8(text, passphrase) : ssh2.utils.parseKey(text, passphrase);
  // ssh2 gives a list for files that may hold several keys.
  const first: ParsedKey | Error | undefined = Array.isArray(parsed) ? (parsed as readonly ParsedKey[])[0] : parsed;
  return first === undefined ? new Error('no key in it') : first;
}

function isPkcs8(text: string): boolean {
  return /^-----BEGIN (ENCRYPTED )?PRIVATE KEY-----/m.test(text);
}

function fromPkcs8(text: string, passphrase: string | undefined): ParsedKey | Error {
  try {
    const key = createPrivateKey({ key: text, ...(passphrase === undefined ? {} : { passphrase }) });
    const type = key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1';
    return ssh2.utils.parseKey(key.export({ type, format: 'pem' }));
  } catch (error) {
    return caught(error).error;
  }
}
