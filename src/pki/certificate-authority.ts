import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateAuthority } from '../certificate-authority.ts';

/**
 * The authority in a directory for tasks. Certificates are read at once, code and key when something is to be signed.
 * @returns nothing when there is none
 */
export function certificateAuthority(directory: string, now: () => Date): CertificateAuthority | undefined {
  const root = readIfThere(join(directory, 'ca.crt'));
  if (root === undefined) return undefined;
  const signer = readIfThere(join(directory, 'signer.crt'));
  return {
    certificates: signer === undefined ? [root] : [signer, root],
    sign: async (request, wish) => {
      const { signFor } = await import('./sign-for.ts');
      return await signFor(directory, request, wish, now());
    },
  };
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
