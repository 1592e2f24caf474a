import { x509 } from './x509.ts';

/** PEM as RFC 7468 §6 has it and OpenSSL reads it; the library's own label is another one. */
export function pemOfList(list: x509.X509Crl): string {
  const lines =
    Buffer.from(list.rawData)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN X509 CRL-----\n${lines.join('\n')}\n-----END X509 CRL-----\n`;
}

/** The lists in a text that may be anything; nothing when one of them cannot be read. */
export function readLists(text: string): readonly x509.X509Crl[] | undefined {
  const blocks = text.matchAll(/-----BEGIN X509 CRL-----([^-]+)-----END X509 CRL-----/g);
  try {
    return [...blocks].map(([, base64 = '']) => new x509.X509Crl(Buffer.from(base64, 'base64')));
  } catch {
    return undefined;
  }
}
