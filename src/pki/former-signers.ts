import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { x509 } from './x509.ts';
import { readKey } from './keys.ts';
import { readIfThere } from './read-if-there.ts';
import { replaceFile } from './replace-file.ts';
import type { Signer } from './revocation-list.ts';

/**
 * Signers of before, which sign nothing any more but revocation lists: who looks at lists wants one of each authority in a chain, and
 * certificates of a former signer are shown until hosts have others.
 */
export async function formerSigners(directory: string, now: Date): Promise<readonly Signer[]> {
  const found: Signer[] = [];
  for (const file of await certificateFiles(directory)) {
    const [pem, key] = await Promise.all([readIfThere(file), readIfThere(keyBeside(file))]);
    if (pem === undefined || key === undefined) continue;
    const certificate = new x509.X509Certificate(pem);
    if (certificate.notAfter > now) found.push({ certificate, key: await readKey(key) });
  }
  return found;
}

/** Lays the present signer aside, before there is another one. Those that have ended go. */
export async function layAsideSigner(directory: string, now: Date): Promise<void> {
  for (const file of await certificateFiles(directory)) {
    const pem = await readIfThere(file);
    if (pem === undefined || new x509.X509Certificate(pem).notAfter > now) continue;
    await rm(keyBeside(file), { force: true });
    await rm(file);
  }
  const [pem, key] = await Promise.all(['signer.crt', 'signer.key'].map((name) => readIfThere(join(directory, name))));
  if (pem === undefined || key === undefined) return;
  const name = join(directory, place, new x509.X509Certificate(pem).serialNumber);
  await mkdir(join(directory, place), { recursive: true, mode: 0o700 });
  // The key first: a certificate without one is left out.
  await replaceFile(`${name}.key`, key, 0o600);
  await replaceFile(`${name}.crt`, pem, 0o644);
}

const place = 'former';

async function certificateFiles(directory: string): Promise<readonly string[]> {
  try {
    const names = await readdir(join(directory, place));
    return names
      .filter((name) => name.endsWith('.crt'))
      .sort()
      .map((name) => join(directory, place, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function keyBeside(certificateFile: string): string {
  return certificateFile.replace(/\.crt$/, '.key');
}
