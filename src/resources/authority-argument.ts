import type { CertificateAuthority } from '../certificate-authority.ts';
import { ArgumentError } from '../resource.ts';
import type { ArgumentReader } from './read-arguments.ts';

/** What the engine has made of the argument `authority`. @throws ArgumentError */
export function authorityArgument(args: ArgumentReader): CertificateAuthority {
  const given = args.data('authority') as unknown as Partial<CertificateAuthority> | undefined;
  if (Array.isArray(given?.certificates)) return given as CertificateAuthority;
  throw new ArgumentError('authority', '"authority" must name a directory on the controller');
}
