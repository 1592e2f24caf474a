import { createHash } from 'node:crypto';

/** `SHA256:…` of a public key in wire format, as `ssh-keygen -l` prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replaceAll('=', '')}`;
}

/** `MD5:aa:bb:…`, as old servers and cloud consoles print it. */
export function fingerprintMd5(key: Buffer): string {
  const pairs = createHash('md5').update(key).digest('hex').match(/../g) ?? [];
  return `MD5:${pairs.join(':')}`;
}

/** `ssh-ed25519`: the type that a key in wire format begins with. It comes from the other side, so only plain letters count. */
export function keyTypeOf(key: Buffer): string {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  const type = key.subarray(4, 4 + length).toString('latin1');
  return /^[A-Za-z0-9@.-]{1,64}$/.test(type) ? type : 'unknown';
}
