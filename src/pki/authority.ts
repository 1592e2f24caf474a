import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { keyAlgorithm, pemOfKey, readKey, serialNumber } from './keys.ts';
import { replaceFile } from './replace-file.ts';

/** A certificate authority on this machine: one key and its self-signed certificate. */
export interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly key: webcrypto.CryptoKey;
  /** PEM, for those who are to trust it. */
  readonly certificateFile: string;
  readonly directory: string;
}

const lifetimeDays = 3650;

/**
 * Opens the authority in a directory, or makes it. The key never leaves the directory, which only its owner may read.
 * @throws Error when key and certificate do not belong together
 */
export async function openAuthority(directory: string, now: Date): Promise<Authority> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const certificateFile = join(directory, 'ca.crt');
  const keyFile = join(directory, 'ca.key');
  const pem = await readIfThere(keyFile);
  if (pem === undefined) return create(directory, certificateFile, keyFile, now);
  const certificate = new x509.X509Certificate(await readFile(certificateFile, 'utf8'));
  const key = await readKey(pem);
  if (!(await certificate.verify({ publicKey: certificate.publicKey, signatureOnly: true })))
    throw new Error(`${certificateFile} is not signed by its own key`);
  return { certificate, key, certificateFile, directory };
}

async function create(directory: string, certificateFile: string, keyFile: string, now: Date): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Rackwright internal CA of ${hostname().replace(/[^A-Za-z0-9.-]/g, '-')}`,
    notBefore: now,
    notAfter: new Date(now.getTime() + lifetimeDays * 86_400_000),
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  // The key first: a certificate without key would look like an authority and be none.
  await replaceFile(keyFile, await pemOfKey(keys.privateKey), 0o600);
  await replaceFile(certificateFile, `${certificate.toString('pem')}\n`, 0o644);
  return { certificate, key: keys.privateKey, certificateFile, directory };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
