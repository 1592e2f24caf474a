/**
 * CONTRACT of a certificate authority on the controller: what an argument that is marked `authority` becomes. Made by `pki/`, handed in by
 * `cli/`; its keys stay behind it.
 */
export interface CertificateAuthority {
  /** PEM of the certificate that signs, then of those above it up to the root. One that signs with its root has only that. */
  readonly certificates: readonly [string, ...string[]];
  /** Serial numbers of what was revoked: hexadecimal, lower case. Read when it is asked for. */
  readonly revoked: ReadonlySet<string>;
  /**
   * Signs the key of a request, and of all that the request says nothing but the key.
   *
   * @param request PKCS#10, DER or PEM; from a host, so it may be anything
   * @returns PEM: the certificate, and those between it and the root
   * @throws Error when the request is no proof of the wanted kind of key, or asks for something else
   */
  sign(request: Uint8Array, wish: CertificateWish): Promise<string>;
  /**
   * Judges the revocation lists that a host has, and writes nothing.
   *
   * @param text PEM; from a host, so it may be anything
   * @returns why it needs others, for people; nothing when they are as they must be
   * @throws Error with a reason for people, when {@link makeRevocationLists} would
   */
  judgeRevocationLists(text: string, wish: RevocationListWish): Promise<string | undefined>;
  /**
   * One list of each authority in the chain, made anew when those of before do not do any more.
   *
   * @param days how long they last; when half of that is over, others are needed. Never longer than who signs them
   * @returns PEM
   * @throws Error with a reason for people, when the root has made none and its key is closed
   */
  makeRevocationLists(days: number): Promise<string>;
}

export interface RevocationListWish {
  /**
   * `current`: one list of each authority in a chain, with all that was revoked, and half of its days to come. `complete`: one of each, whatever it
   * says.
   */
  readonly keep: 'current' | 'complete';
  readonly days: number;
}

/** What a certificate shall say. */
export interface CertificateWish {
  /** DNS names and IP addresses, at least one; the first is the common name, too. */
  readonly names: readonly string[];
  readonly days: number;
  readonly keyType: 'ecdsa' | 'rsa';
  readonly usage: 'server' | 'client' | 'both';
}
