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
      const [{ openAuthority }, { signRequest }, { recordIssued }] = await Promise.all([
        import('./authority.ts'),
        import('./sign-request.ts'),
        import('./record.ts'),
      ]);
      const authority = await openAuthority(directory, now());
      const certificate = await signRequest(authority, request, wish, now());
      await recordIssued(directory, certificate, wish.names);
      // A root that signs by itself is not sent along: whoever trusts it has it.
      const chain = authority.above.length === 0 ? [certificate] : [certificate, authority.certificate];
      return chain.map((each) => `${each.toString('pem')}\n`).join('');
    },
  };
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
