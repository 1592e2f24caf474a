import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateAuthority } from '../certificate-authority.ts';
import { recordFile, revokedSerials } from './record.ts';

/**
 * The authority in a directory for tasks. Certificates are read at once, code and keys when something is to be signed.
 * @returns nothing when there is none
 */
export function certificateAuthority(directory: string, now: () => Date): CertificateAuthority | undefined {
  const root = readIfThere(join(directory, 'ca.crt'));
  if (root === undefined) return undefined;
  const signer = readIfThere(join(directory, 'signer.crt'));
  let known: { readonly size: number; readonly serials: ReadonlySet<string> } | undefined;
  return {
    certificates: signer === undefined ? [root] : [signer, root],
    // Every host asks, and the record of a big site is long. It only grows, so its size says whether there is more in it.
    get revoked() {
      const size = statSync(recordFile(directory), { throwIfNoEntry: false })?.size ?? 0;
      if (known?.size !== size) known = { size, serials: revokedSerials(readIfThere(recordFile(directory)) ?? '') };
      return known.serials;
    },
    sign: async (request, wish) => {
      const { signFor } = await import('./sign-for.ts');
      return await signFor(directory, request, wish, now());
    },
    judgeRevocationLists: async (text, wish) => {
      const { judgeRevocationLists } = await import('./judge-revocation-lists.ts');
      return await judgeRevocationLists(directory, text, wish, now());
    },
    makeRevocationLists: async (days) => {
      const { currentRevocationLists } = await import('./revocation-lists.ts');
      return (await currentRevocationLists(directory, days, now())).pem;
    },
  };
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
