import { join } from 'node:path';
import { openAuthority } from './authority.ts';
import { formerSigners } from './former-signers.ts';
import { judgeRevocationLists } from './judge-revocation-lists.ts';
import { pemOfList } from './list-pem.ts';
import { readIfThere } from './read-if-there.ts';
import { issuedRecords } from './record.ts';
import { replaceFile } from './replace-file.ts';
import { revocationList } from './revocation-list.ts';
import { rootList } from './root-list.ts';

export interface RevocationLists {
  /** `crl.pem`, where they are kept. */
  readonly file: string;
  /** PEM of all of them. */
  readonly pem: string;
}

/** How long lists last when nobody says anything else. */
export const usualListDays = 365;

/** The lists that are kept, while they do for so many days; else new ones. @throws Error when the root has made none */
export async function currentRevocationLists(directory: string, days: number, now: Date): Promise<RevocationLists> {
  const file = join(directory, 'crl.pem');
  const pem = await readIfThere(file);
  if (pem !== undefined && (await judgeRevocationLists(directory, pem, { keep: 'current', days }, now)) === undefined)
    return { file, pem };
  return await writeRevocationLists(directory, days, now);
}

/**
 * Makes `crl.pem`: one list of each authority in a chain, as those want it who look at all of it (haproxy, nginx, `openssl verify -crl_check_all`).
 * @throws Error when the root has made none
 */
export async function writeRevocationLists(directory: string, days: number, now: Date): Promise<RevocationLists> {
  const authority = await openAuthority(directory, now);
  const signers = [authority, ...(await formerSigners(directory, now))];
  const above = authority.above.length === 0 ? [] : [await rootList(directory)];
  const records = await issuedRecords(directory);
  const until = new Date(now.getTime() + days * 86_400_000);
  const made = await Promise.all(signers.map((signer) => revocationList(signer, records, until, now)));
  const pem = [...made.map((list) => pemOfList(list)), ...above].join('');
  const file = join(directory, 'crl.pem');
  await replaceFile(file, pem, 0o644);
  return { file, pem };
}
