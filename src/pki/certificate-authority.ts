import { existsSync, readFileSync } from 'node:fs';
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
  return {
    certificates: signer === undefined ? [root] : [signer, root],
    get revoked() {
      return revokedSerials(readIfThere(recordFile(directory)) ?? '');
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
