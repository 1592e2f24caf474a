import { webcrypto } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import type { Authority } from './authority.ts';
import { keyAlgorithm, pemOfKey, serialNumber } from './keys.ts';
import { replaceFile } from './replace-file.ts';

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
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [subjects[0] ?? name] }],
    issuer: authority.certificate.subject,
    // A little in the past, since clocks differ.
    notBefore: new Date(now.getTime() - 300_000),
    notAfter: new Date(now.getTime() + lifetimeDays * 86_400_000),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    publicKey: keys.publicKey,
    signingKey: authority.key,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(subjects.map(alternativeName)),
      await x509.AuthorityKeyIdentifierExtension.create(authority.certificate.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  await replaceFile(keyFile, await pemOfKey(keys.privateKey), 0o600);
  await replaceFile(
    certificateFile,
    `${certificate.toString('pem')}\n${authority.certificate.toString('pem')}\n`,
    0o644,
  );
  return { ...files, notAfter: certificate.notAfter };
}

function alternativeName(subject: string): x509.JsonGeneralName {
  return { type: isIP(subject) === 0 ? 'dns' : 'ip', value: subject };
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
