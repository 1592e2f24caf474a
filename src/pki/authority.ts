import { webcrypto } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { x509 } from './x509.ts';
import { keyAlgorithm, pemOfKey, readKey, serialNumber } from './keys.ts';
import { readIfThere } from './read-if-there.ts';
import { replaceFile } from './replace-file.ts';

/** A certificate authority on this machine that can sign at once. */
export interface Authority {
  /** Who signs. */
  readonly certificate: x509.X509Certificate;
  readonly key: webcrypto.CryptoKey;
  /** Those above it, up to the root; none when it is the root itself. */
  readonly above: readonly x509.X509Certificate[];
  /** PEM of the root, for those who are to trust it. */
  readonly certificateFile: string;
  readonly directory: string;
}

export const rootLifetimeDays = 3650;

/**
 * Opens the authority in a directory: the signer that `ca init` has made below a root whose key is encrypted, or else a root that
 * signs itself, which is made when there is nothing. Keys never leave the directory, which only its owner may read.
 * @throws Error when key and certificate do not belong together
 */
export async function openAuthority(directory: string, now: Date): Promise<Authority> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const certificateFile = join(directory, 'ca.crt');
  const signer = await readIfThere(join(directory, 'signer.key'));
  if (signer !== undefined) {
    const above = [new x509.X509Certificate(await readFile(certificateFile, 'utf8'))];
    const opened = await open(join(directory, 'signer.crt'), signer, above[0]);
    return { ...opened, above, certificateFile, directory };
  }
  const pem = await readIfThere(join(directory, 'ca.key'));
  if (pem !== undefined) return { ...(await open(certificateFile, pem)), above: [], certificateFile, directory };
  if (await isThere(certificateFile))
    throw new Error(
      `${directory} has the certificate of an authority and no key that signs; \`rackwright ca init\` makes one`,
    );
  const { certificate, key } = await newRoot(now);
  // The key first: a certificate without key would look like an authority and be none.
  await replaceFile(join(directory, 'ca.key'), await pemOfKey(key), 0o600);
  await replaceFile(certificateFile, `${certificate.toString('pem')}\n`, 0o644);
  return { certificate, key, above: [], certificateFile, directory };
}

async function open(
  file: string,
  pem: string,
  issuer?: x509.X509Certificate,
): Promise<Pick<Authority, 'certificate' | 'key'>> {
  const certificate = new x509.X509Certificate(await readFile(file, 'utf8'));
  const key = await readKey(pem);
  const { publicKey } = issuer ?? certificate;
  if (!(await certificate.verify({ publicKey, signatureOnly: true })))
    throw new Error(`${file} is not signed by ${issuer === undefined ? 'its own key' : 'the root'}`);
  return { certificate, key };
}

/** A new key and its self-signed certificate, kept nowhere yet. */
export async function newRoot(now: Date): Promise<{ certificate: x509.X509Certificate; key: webcrypto.CryptoKey }> {
  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Rackwright internal CA of ${hostname().replace(/[^A-Za-z0-9.-]/g, '-')}`,
    notBefore: now,
    notAfter: new Date(now.getTime() + rootLifetimeDays * 86_400_000),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, key: keys.privateKey };
}

async function isThere(path: string): Promise<boolean> {
  return (await readIfThere(path)) !== undefined;
}
