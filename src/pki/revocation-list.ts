import type { webcrypto } from 'node:crypto';
import { x509 } from './x509.ts';
import type { IssuedRecord } from './record.ts';

/** A certificate and its key. */
export interface Signer {
  readonly certificate: x509.X509Certificate;
  readonly key: webcrypto.CryptoKey;
}

/**
 * One authority's list (RFC 5280 §5) of what was revoked and has not expired by itself. Serial numbers are random, so that what another
 * signer has signed may be in it, too.
 */
export async function revocationList(
  { certificate, key }: Signer,
  records: readonly IssuedRecord[],
  until: Date,
  now: Date,
): Promise<x509.X509Crl> {
  return await x509.X509CrlGenerator.create({
    issuer: certificate.subject,
    // In the past, since clocks differ: where a list is not valid yet, nobody is let in.
    thisUpdate: new Date(now.getTime() - 3_600_000),
    nextUpdate: new Date(Math.min(until.getTime(), certificate.notAfter.getTime())),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    signingKey: key,
    entries: stillRevoked(records, now).map(({ serial, revoked }) => ({
      serialNumber: serial,
      revocationDate: new Date(revoked),
    })),
    extensions: [await x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey), listNumber(now)],
  });
}

/** What must be in a list now. */
export function stillRevoked(
  records: readonly IssuedRecord[],
  now: Date,
): readonly (IssuedRecord & { readonly revoked: string })[] {
  return records.flatMap((record) => {
    const { revoked, expires } = record;
    return revoked === undefined || new Date(expires) < now ? [] : [{ ...record, revoked }];
  });
}

/** RFC 5280 §5.2.3: a number that grows from list to list. Milliseconds have six bytes, of which the first is 1, until the year 5138. */
function listNumber(now: Date): x509.Extension {
  const value = Buffer.alloc(8);
  value.set([0x02, 0x06]);
  value.writeUIntBE(now.getTime(), 2, 6);
  return new x509.Extension('2.5.29.20', false, value);
}
