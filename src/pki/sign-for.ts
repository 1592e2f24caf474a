import type { CertificateWish } from '../certificate-authority.ts';
import { openAuthority } from './authority.ts';
import { recordIssued } from './record.ts';
import { signRequest } from './sign-request.ts';

/** Opens the authority in a directory, signs a host's request and notes it. Gives the chain without the root, PEM. @throws Error */
export async function signFor(
  directory: string,
  request: Uint8Array,
  wish: CertificateWish,
  now: Date,
): Promise<string> {
  const authority = await openAuthority(directory, now);
  const certificate = await signRequest(authority, request, wish, now);
  await recordIssued(directory, certificate, wish.names);
  // A root that signs by itself is not sent along: whoever trusts it has it.
  const chain = authority.above.length === 0 ? [certificate] : [certificate, authority.certificate];
  return chain.map((each) => `${each.toString('pem')}\n`).join('');
}
