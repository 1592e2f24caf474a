import { createHash } from 'node:crypto';
import { createReadStream, lstatSync } from 'node:fs';

/** The SHA-256 (hex) of a regular file on the controller; nothing for anything else. */
export async function localDigest(path: string): Promise<string | undefined> {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
