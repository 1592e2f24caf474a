import { webcrypto } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { x509 } from './x509.ts';
import type { Authority } from './authority.ts';
import { keyAlgorithm, pemOfKey } from './keys.ts';
import { issuedRecords, recordIssued } from './record.ts';
import { replaceFile } from './replace-file.ts';
import { signKey } from './sign-request.ts';

export interface IssuedCertificate {
  /** Base name of its files: `web1`. */
  readonly name: string;
  readonly subjects: readonly string[];
  readonly notAfter: Date;
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Why it was made now; nothing when the one that was there is still good. */
  readonly why: string | undefined;
}

const lifetimeDays = 90;
/** Renewed when two thirds of its life are over. */
const renewAfterDays = 60;

/**
 * Gives a server certificate for these names and addresses, kept as `NAME.crt` (with the authority's own behind it) and
 * `NAME.key` under `issued/`. The one that is there is kept while it is right.
 *
 * @param subjects DNS names and IP addresses; the first one is the common name, too
 */
export async function issueCertificate(
  authority: Authority,
  name: string,
  subjects: readonly string[],
  now: Date,
): Promise<IssuedCertificate> {
  const directory = join(authority.directory, 'issued');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const certificateFile = join(directory, `${name}.crt`);
  const keyFile = join(directory, `${name}.key`);
  const present = await readCertificate(certificateFile, keyFile);
  const why = present === undefined ? 'there was none' : await reasonToRenew(authority, present, subjects, now);
  const files = { name, subjects, certificateFile, keyFile, why };
  if (present !== undefined && why === undefined) return { ...files, notAfter: present.notAfter };

  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  const wish = { names: subjects, days: lifetimeDays, usage: 'server' } as const;
  const certificate = await signKey(authority, keys.publicKey, wish, now);
  await replaceFile(keyFile, await pemOfKey(keys.privateKey), 0o600);
  await replaceFile(
    certificateFile,
    [certificate, authority.certificate].map((each) => `${each.toString('pem')}\n`).join(''),
    0o644,
  );
  await recordIssued(authority.directory, certificate, subjects);
  return { ...files, notAfter: certificate.notAfter };
}

async function readCertificate(certificateFile: string, keyFile: string): Promise<x509.X509Certificate | undefined> {
  try {
    await readFile(keyFile);
    return new x509.X509Certificate(firstBlock(await readFile(certificateFile, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function firstBlock(pem: string): string {
  return /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(pem)?.[0] ?? pem;
}

async function reasonToRenew(
  authority: Authority,
  present: x509.X509Certificate,
  subjects: readonly string[],
  now: Date,
): Promise<string | undefined> {
  if (!(await present.verify({ publicKey: authority.certificate.publicKey, signatureOnly: true })))
    return 'another authority signed it';
  const records = await issuedRecords(authority.directory);
  if (records.some(({ serial, revoked }) => revoked !== undefined && serial === present.serialNumber))
    return 'it was revoked';
  if (now.getTime() - present.notBefore.getTime() > renewAfterDays * 86_400_000)
    return 'two thirds of its life are over';
  const names =
    present
      .getExtension(x509.SubjectAlternativeNameExtension)
      ?.names.toJSON()
      .map((each) => each.value) ?? [];
  const same = names.length === subjects.length && names.every((each) => subjects.includes(each));
  return same ? undefined : 'its names changed';
}
