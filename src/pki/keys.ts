import { randomBytes, webcrypto } from 'node:crypto';

/** ECDSA on P-256: what Mozilla's guideline asks for, and what every TLS library speaks. */
export const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** PKCS#8 in PEM, unencrypted. */
export async function pemOfKey(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

export async function readKey(pem: string): Promise<webcrypto.CryptoKey> {
  const base64 = pem.replace(/-----[^-]+-----/g, '').replace(/\s+/g, '');
  return await webcrypto.subtle.importKey('pkcs8', Buffer.from(base64, 'base64'), keyAlgorithm, true, ['sign']);
}

/** 126 random bits; the first byte is neither zero nor negative, as DER wants it. */
export function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}
