import type { Client } from 'ssh2';
import type { Identity, SignatureHash } from './keys/identity.ts';

/**
 * Saves a round trip of the login: ssh2 asks whether a key would do and signs when the server has said yes; here a key
 * that can sign without asking anybody does so at once. `authPK` is not a public part of ssh2, whose version is pinned;
 * if it is not there, ssh2 goes its own way.
 *
 * @param keyAtHand the key that is being offered
 */
export function signAtOnce(client: Client, keyAtHand: () => Identity | undefined): void {
  const { _protocol: protocol } = client as unknown as { readonly _protocol?: Partial<Protocol> };
  const authPK = protocol?.authPK?.bind(protocol);
  if (protocol === undefined || authPK === undefined) return;
  protocol.authPK = (user, key, algorithm, sign) => {
    const identity = keyAtHand();
    if (sign !== undefined || identity?.source !== 'file' || identity.locked) {
      authPK(user, key, algorithm, sign);
      return;
    }
    authPK(user, key, algorithm, (data, done) => {
      // What goes wrong is told when ssh2 asks for the signature in its usual way.
      const ask = (): void => authPK(user, key, algorithm);
      identity.sign(data, hashes.get(algorithm ?? '')).then(done, ask);
    });
  };
}

interface Protocol {
  /** Without `sign`, only asks whether the key would do. */
  authPK(
    user: string,
    key: unknown,
    algorithm?: string,
    sign?: (data: Buffer, done: (signature: Buffer) => void) => void,
  ): void;
}

/** Of RSA keys, whose algorithm does not follow from their type. */
const hashes: ReadonlyMap<string, SignatureHash> = new Map([
  ['rsa-sha2-256', 'sha256'],
  ['rsa-sha2-512', 'sha512'],
]);
