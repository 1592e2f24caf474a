import { join } from 'node:path';
import { pemOfList } from './list-pem.ts';
import { readIfThere } from './read-if-there.ts';
import { issuedRecords } from './record.ts';
import { replaceFile } from './replace-file.ts';
import { revocationList } from './revocation-list.ts';
import type { Signer } from './revocation-list.ts';

/**
 * The root's own list, about its signers. Its key is closed from day to day, so the list is made whenever that is open, and lasts as long as
 * the root: it must not be the first to end.
 * @throws Error with a reason for people, when there is none
 */
export async function rootList(directory: string): Promise<string> {
  const list = await readIfThere(fileIn(directory));
  if (list !== undefined) return list;
  throw new Error('the root has made no revocation list yet; "rackwright ca crl" makes it, with the root’s key');
}

export async function hasRootList(directory: string): Promise<boolean> {
  return (await readIfThere(fileIn(directory))) !== undefined;
}

export async function writeRootList(directory: string, root: Signer, now: Date): Promise<void> {
  const list = await revocationList(root, await issuedRecords(directory), root.certificate.notAfter, now);
  await replaceFile(fileIn(directory), pemOfList(list), 0o644);
}

function fileIn(directory: string): string {
  return join(directory, 'ca-crl.pem');
}
