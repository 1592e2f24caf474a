import { join } from 'node:path';
import { x509 } from './x509.ts';
import type { Authority } from './authority.ts';
import { issuedRecords } from './record.ts';
import { replaceFile } from './replace-file.ts';

const lifetimeDays = 30;

/** Writes `crl.pem`: what the authority has taken back and what has not expired by itself. Gives its path and how many there are. */
export async function writeRevocationList(
  authority: Authority,
  now: Date,
): Promise<{ readonly file: string; readonly count: number; readonly until: Date }> {
  const records = await issuedRecords(authority.directory);
  const entries = records.flatMap(({ serial, revoked, expires }) =>
    revoked === undefined || new Date(expires) < now
      ? []
      : [{ serialNumber: serial, revocationDate: new Date(revoked) }],
  );
  const until = new Date(now.getTime() + lifetimeDays * 86_400_000);
  const list = await x509.X509CrlGenerator.create({
    issuer: authority.certificate.subject,
    thisUpdate: now,
    nextUpdate: until,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    signingKey: authority.key,
    entries,
    extensions: [await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey)],
  });
  const file = join(authority.directory, 'crl.pem');
  await replaceFile(file, `${list.toString('pem')}\n`, 0o644);
  return { file, count: entries.length, until };
}
