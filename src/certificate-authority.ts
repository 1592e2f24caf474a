/**
 * CONTRACT of a certificate authority on the controller: what an argument that is marked `authority` becomes. Made by `pki/`, handed in by
 * `cli/`; its keys stay behind it.
 */
export interface CertificateAuthority {
  /** PEM of the certificate that signs, then of those above it up to the root. One that signs with its root has only that. */
  readonly certificates: readonly [string, ...string[]];
  /**
   * Signs the key of a request, and of all that the request says nothing but the key.
   *
   * @param request PKCS#10, DER or PEM; from a host, so it may be anything
   * @returns PEM: the certificate, and those between it and the root
   * @throws Error when the request is no proof of the wanted kind of key, or asks for something else
   */
  sign(request: Uint8Array, wish: CertificateWish): Promise<string>;
}

/** What a certificate shall say. */
export interface CertificateWish {
  /** DNS names and IP addresses, at least one; the first is the common name, too. */
  readonly names: readonly string[];
  readonly days: number;
  readonly keyType: 'ecdsa' | 'rsa';
  readonly usage: 'server' | 'client' | 'both';
}
