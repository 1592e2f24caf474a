/** A key pair that can be offered to a server. */
export interface Identity {
  /** For people: the file, or `agent key alice@desk`. */
  readonly label: string;
  /** `public`: only the public half is known here, so it counts only where an agent holds the key. */
  readonly source: 'file' | 'agent' | 'public';
  readonly type: string;
  /** In wire format. */
  readonly publicKey: Buffer;
  /** True when a passphrase is needed before it can sign. */
  readonly locked: boolean;
  /**
   * Signs, asking people if need be. The signature is in a form that ssh2 converts: raw, DER or SSH's own.
   * @throws Error when nobody can unlock it or the agent refuses
   */
  sign(data: Buffer, hash: SignatureHash | undefined): Promise<Buffer>;
}

export type SignatureHash = 'sha1' | 'sha256' | 'sha512';

/** False for certificates, FIDO keys and odd types, which only OpenSSH's client can use. */
export function fitsSsh2(type: string): boolean {
  return ssh2Types.has(type);
}

export function isCertificate(type: string): boolean {
  return /-cert-v\d+@openssh\.com$/.test(type);
}

const ssh2Types: ReadonlySet<string> = new Set([
  'ssh-ed25519',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
]);
