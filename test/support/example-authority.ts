import { execFileSync } from 'node:child_process';
import type { CertificateAuthority } from '../../src/certificate-authority.ts';

/** An authority that has a certificate and signs nothing, for what only binds arguments. */
export function exampleAuthority(): CertificateAuthority {
  const words =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null -subj /CN=example -days 2';
  made ??= execFileSync('openssl', words.split(' '), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return {
    certificates: [made],
    revoked: new Set(),
    sign: nothing,
    judgeRevocationLists: () => Promise.resolve('no list that can be read'),
    makeRevocationLists: nothing,
  };
}

const nothing = (): Promise<never> => Promise.reject(new Error('the example signs nothing'));

let made: string | undefined;
