import { webcrypto } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { x509 } from './x509.ts';
import { layAsideSigner } from './former-signers.ts';
import { keyAlgorithm, pemOfKey, serialNumber } from './keys.ts';
import { nameConstraints } from './name-constraints.ts';
import { openRoot } from './open-root.ts';
import type { RootSeal } from './open-root.ts';
import { replaceFile } from './replace-file.ts';
import { writeRootList } from './root-list.ts';

const signerLifetimeDays = 730;

/**
 * Makes an authority whose root key is encrypted at rest, and below it a signer for every day; or a new signer below the root that is there,
 * whose key is encrypted from then on when it was not.
 *
 * @param permitted domains and networks for which alone the signer may sign; none means all
 */
export async function initialiseAuthority(
  directory: string,
  permitted: readonly string[],
  root: RootSeal,
  now: Date,
): Promise<x509.X509Certificate> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const { certificate, key } = await openRoot(directory, root, now);
  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  const end = Math.min(now.getTime() + signerLifetimeDays * 86_400_000, certificate.notAfter.getTime());
  const signer = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: `${certificate.subject} signer ${now.toISOString().slice(0, 10)}`,
    issuer: certificate.subject,
    notBefore: new Date(now.getTime() - 300_000),
    notAfter: new Date(end),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    publicKey: keys.publicKey,
    signingKey: key,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      ...(permitted.length === 0 ? [] : [nameConstraints(permitted)]),
      await x509.AuthorityKeyIdentifierExtension.create(certificate.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  await writeRootList(directory, { certificate, key }, now);
  await layAsideSigner(directory, now);
  await replaceFile(join(directory, 'signer.crt'), `${signer.toString('pem')}\n`, 0o644);
  await replaceFile(join(directory, 'signer.key'), await pemOfKey(keys.privateKey), 0o600);
  return signer;
}
