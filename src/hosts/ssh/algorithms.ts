import type { Algorithms, CipherAlgorithm, KexAlgorithm, MacAlgorithm, ServerHostKeyAlgorithm } from 'ssh2';
import type { SshConfig } from '../ssh-config/model.ts';

type Lists = {
  readonly kex: readonly KexAlgorithm[];
  readonly cipher: readonly CipherAlgorithm[];
  readonly hmac: readonly MacAlgorithm[];
  readonly serverHostKey: readonly ServerHostKeyAlgorithm[];
};

/**
 * What to offer a server: our order of preference, within what the user's configuration allows, with host keys of known
 * types first (a host known by its RSA key would otherwise look changed when it offers another). Nothing when a list has
 * no algorithm that ssh2 knows, for example when only post-quantum key exchange is allowed.
 */
export function chooseAlgorithms(
  allowed: SshConfig['algorithms'],
  knownTypes: readonly string[],
): Algorithms | undefined {
  const kex = choose(preferred.kex, onRequest.kex, allowed.kex);
  const cipher = choose(preferred.cipher, onRequest.cipher, allowed.cipher);
  const hmac = choose(preferred.hmac, onRequest.hmac, allowed.hmac);
  const hostKeys = choose(preferred.serverHostKey, onRequest.serverHostKey, allowed.serverHostKey);
  if ([kex, cipher, hmac, hostKeys].some((list) => list.length === 0)) return undefined;
  const isKnown = (name: string): boolean => knownTypes.includes(keyTypeFor(name));
  const serverHostKey = [...hostKeys.filter(isKnown), ...hostKeys.filter((name) => !isKnown(name))];
  return { kex, cipher, hmac, serverHostKey, compress: ['none'] };
}

/** All host key algorithms that are worth asking for, one list for each type of key. */
export const hostKeyAlgorithmsByType: readonly (readonly ServerHostKeyAlgorithm[])[] = [
  ['ssh-ed25519'],
  ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'],
  ['rsa-sha2-512', 'rsa-sha2-256'],
];

/** Measured order; group exchange is left out because it stops the event loop for seconds. */
const preferred: Lists = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group14-sha256',
  ],
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-ctr',
    'aes192-ctr',
    'aes256-ctr',
    'chacha20-poly1305@openssh.com',
  ],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  serverHostKey: hostKeyAlgorithmsByType.flat(),
};

/** Old algorithms that OpenSSH no longer has by default: used only when the configuration names them. */
const onRequest: Lists = {
  kex: ['diffie-hellman-group14-sha1', 'diffie-hellman-group1-sha1'],
  cipher: ['aes256-cbc', 'aes192-cbc', 'aes128-cbc', '3des-cbc'],
  hmac: ['hmac-sha1-etm@openssh.com', 'hmac-sha1'],
  serverHostKey: ['ssh-rsa', 'ssh-dss'],
};

function choose<Name extends string>(ours: readonly Name[], old: readonly Name[], allowed?: readonly string[]): Name[] {
  if (allowed === undefined) return [...ours];
  return [...ours, ...old].filter((name) => allowed.includes(name));
}

/** Signature algorithms of RSA keys differ from the key's type. */
function keyTypeFor(algorithm: string): string {
  return algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm;
}
