import type { webcrypto } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { x509 } from './x509.ts';
import { newRoot } from './authority.ts';
import { pemOfKey, readKey } from './keys.ts';
import { readIfThere } from './read-if-there.ts';
import { replaceFile } from './replace-file.ts';

/** How the key of a root is closed and opened. */
export interface RootSeal {
  seal(pem: string): Promise<string>;
  open(sealed: string): Promise<string>;
}

/** The root of an authority with its key open; made when there is none. Its key is encrypted from then on when it was not. */
export async function openRoot(
  directory: string,
  root: RootSeal,
  now: Date,
): Promise<{ readonly certificate: x509.X509Certificate; readonly key: webcrypto.CryptoKey }> {
  const [certificateFile, plainFile, sealedFile] = ['ca.crt', 'ca.key', 'ca.key.age'].map((name) =>
    join(directory, name),
  ) as [string, string, string];
  const sealed = await readIfThere(sealedFile);
  const plain = await readIfThere(plainFile);
  if (sealed === undefined && plain === undefined) {
    const made = await newRoot(now);
    await replaceFile(sealedFile, await root.seal(await pemOfKey(made.key)), 0o600);
    await replaceFile(certificateFile, `${made.certificate.toString('pem')}\n`, 0o644);
    return made;
  }
  const pem = plain ?? (await root.open(sealed ?? ''));
  if (plain !== undefined) {
    await replaceFile(sealedFile, await root.seal(plain), 0o600);
    await rm(plainFile);
  }
  return { certificate: new x509.X509Certificate(await readFile(certificateFile, 'utf8')), key: await readKey(pem) };
}
