import { createHmac, randomBytes } from 'node:crypto';

/** `|1|salt|HMAC-SHA1(salt, name)`, as `HashKnownHosts` and `ssh-keygen -H` write it. */
export function hashName(name: string, salt: Buffer = randomBytes(20)): string {
  return `|1|${salt.toString('base64')}|${digest(name, salt)}`;
}

/** Whether a hashed name of a known_hosts line stands for this one. */
export function matchesHash(field: string, name: string): boolean {
  const [, version, salt, hash, ...rest] = field.split('|');
  if (version !== '1' || salt === undefined || hash === undefined || rest.length > 0) return false;
  return digest(name, Buffer.from(salt, 'base64')) === hash;
}

function digest(name: string, salt: Buffer): string {
  return createHmac('sha1', salt).update(name).digest('base64');
}
