/**
 * What a private key file tells without its passphrase: OpenSSH's own format keeps the public key in the clear, PEM does
 * not.
 */
export function publicPart(text: string): { readonly encrypted: boolean; readonly publicKey?: Buffer } {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END/.exec(text)?.[1];
  if (body === undefined)
    return { encrypted: /^(Proc-Type: 4,ENCRYPTED|-----BEGIN ENCRYPTED PRIVATE KEY-----)/m.test(text) };
  const data = Buffer.from(body, 'base64');
  let at = magic.length;
  const next = (): Buffer => {
    const start = at + 4;
    at = start + (data.length >= start ? data.readUInt32BE(at) : Infinity);
    if (at > data.length) throw new Error('the private key file is cut short');
    return data.subarray(start, at);
  };
  if (!data.subarray(0, at).equals(magic)) throw new Error('the private key file is damaged');
  const cipher = next().toString('latin1');
  next(); // the key derivation
  next(); // its parameters
  at += 4; // the number of keys, always one
  return { encrypted: cipher !== 'none', publicKey: next() };
}

const magic = Buffer.from('openssh-key-v1\0');
