import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RevocationListWish } from '../certificate-authority.ts';
import { x509 } from './x509.ts';
import { formerSigners } from './former-signers.ts';
import { pemOfList, readLists } from './list-pem.ts';
import { readIfThere } from './read-if-there.ts';
import { issuedRecords } from './record.ts';
import { stillRevoked } from './revocation-list.ts';
import { rootList } from './root-list.ts';

/**
 * Says why other lists are needed than those in a text that may be anything; nothing when they are as they must be.
 * @throws Error when the root has made none
 */
export async function judgeRevocationLists(
  directory: string,
  text: string,
  wish: RevocationListWish,
  now: Date,
): Promise<string | undefined> {
  const { signers, root } = await authoritiesIn(directory, now);
  const own = root === undefined ? undefined : await rootList(directory);
  const lists = readLists(text);
  if (lists === undefined || lists.length === 0) return 'no list that can be read';
  const revoked = stillRevoked(await issuedRecords(directory), now).map(({ serial }) => serial.toLowerCase());
  for (const signer of root === undefined ? signers : [...signers, root]) {
    const list = await listOf(signer, lists);
    if (list === undefined) return `without one of ${signer.subject}`;
    if (wish.keep === 'complete') continue;
    const reason = signer === root ? notNewest(list, own) : outdated(signer, list, revoked, wish.days, now);
    if (reason !== undefined) return reason;
  }
  const wanted = signers.length + (root === undefined ? 0 : 1);
  if (wish.keep === 'complete' || lists.length === wanted) return undefined;
  return `${lists.length} lists instead of ${wanted}`;
}

/** Those that make lists from day to day, and the root above them. */
async function authoritiesIn(
  directory: string,
  now: Date,
): Promise<{ readonly signers: readonly x509.X509Certificate[]; readonly root: x509.X509Certificate | undefined }> {
  const root = new x509.X509Certificate(await readFile(join(directory, 'ca.crt'), 'utf8'));
  const signer = await readIfThere(join(directory, 'signer.crt'));
  if (signer === undefined) return { signers: [root], root: undefined };
  const former = await formerSigners(directory, now);
  return { signers: [new x509.X509Certificate(signer), ...former.map(({ certificate }) => certificate)], root };
}

async function listOf(
  { publicKey }: x509.X509Certificate,
  lists: readonly x509.X509Crl[],
): Promise<x509.X509Crl | undefined> {
  for (const list of lists) if (await verifies(list, publicKey)) return list;
  return undefined;
}

/** One that says that it is signed in another way than ours is none of ours. */
async function verifies(list: x509.X509Crl, publicKey: x509.PublicKey): Promise<boolean> {
  try {
    return await list.verify({ publicKey });
  } catch {
    return false;
  }
}

/** The root's list lasts as long as the root, so that its age says nothing. */
function notNewest(list: x509.X509Crl, newest: string | undefined): string | undefined {
  return newest === pemOfList(list) ? undefined : `with an old one of ${list.issuer}`;
}

function outdated(
  { notAfter }: x509.X509Certificate,
  { entries, nextUpdate }: x509.X509Crl,
  revoked: readonly string[],
  days: number,
  now: Date,
): string | undefined {
  const named = new Set(entries.map(({ serialNumber }) => serialNumber.toLowerCase()));
  const missing = revoked.filter((serial) => !named.has(serial)).length;
  if (missing > 0) return `without ${missing} that ${missing === 1 ? 'was' : 'were'} revoked`;
  const ends = nextUpdate?.getTime() ?? 0;
  if (ends >= Math.min(now.getTime() + (days * dayMs) / 2, notAfter.getTime())) return undefined;
  return ends < now.getTime() ? 'ended' : `ends in ${Math.floor((ends - now.getTime()) / dayMs)} days`;
}

const dayMs = 86_400_000;
