import { chooseAlgorithms } from './ssh/algorithms.ts';
import type { LoginServices } from './ssh/attempt-login.ts';
import type { Hop } from './ssh/hop.ts';
import { knownAbout } from './ssh/host-key.ts';
import { fitsSsh2, isCertificate } from './ssh/keys/identity.ts';
import type { Identity } from './ssh/keys/identity.ts';
import type { Route } from './ssh/route.ts';

/**
 * Why a route needs OpenSSH's own client; nothing when ssh2 will do. A password can only be given to ssh2. `hasTicket`
 * tells whether the user holds a Kerberos ticket.
 */
export async function whyOpenSsh(
  route: Route,
  services: LoginServices,
  hasTicket: () => Promise<boolean>,
): Promise<string | undefined> {
  if (route.some((hop) => hop.password !== undefined)) return undefined;
  for (const hop of route) {
    const reason = await whyHop(hop, services, hasTicket);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

async function whyHop({ config }: Hop, services: LoginServices, hasTicket: () => Promise<boolean>) {
  if (config.onlyOpenSsh.length > 0) return config.onlyOpenSsh.join(', ');
  if (chooseAlgorithms(config.algorithms, []) === undefined) return 'algorithms';
  const { authorities } = await knownAbout(config, services.hostKeys);
  if (authorities.length > 0) return '@cert-authority';
  const { identities } = await services.keyring(config);
  return whyIdentities(identities) ?? (config.gssapi && (await hasTicket()) ? 'GSSAPIAuthentication' : undefined);
}

function whyIdentities(identities: readonly Identity[]): string | undefined {
  if (identities.some((identity) => isCertificate(identity.type))) return 'certificate';
  if (identities.length === 0 || identities.some((identity) => fitsSsh2(identity.type))) return undefined;
  return identities.some((identity) => identity.type.startsWith('sk-')) ? 'FIDO key' : 'key type';
}
