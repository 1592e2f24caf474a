import type { LinesAboutHost } from './lines-about-host.ts';
import type { KnownHostsLine } from './parse.ts';

export type Verdict =
  | { readonly type: 'known' }
  | { readonly type: 'unknown' }
  | { readonly type: 'changed'; readonly known: readonly KnownHostsLine[] }
  | { readonly type: 'revoked'; readonly line: KnownHostsLine };

/**
 * Judges the key that a server has shown. A host of which any other key is known counts as changed, whatever its type:
 * otherwise a man in the middle would only have to offer a type that was never seen.
 */
export function judgeHostKey(about: LinesAboutHost, key: Buffer): Verdict {
  const revoked = about.revoked.find((line) => line.key.equals(key));
  if (revoked !== undefined) return { type: 'revoked', line: revoked };
  if (about.keys.some((line) => line.key.equals(key))) return { type: 'known' };
  if (about.keys.length > 0) return { type: 'changed', known: about.keys };
  return about.keysWithoutPort.some((line) => line.key.equals(key)) ? { type: 'known' } : { type: 'unknown' };
}

/** The types of the keys that are known, so that the server can be asked for one of them first. */
export function knownKeyTypes({ keys, keysWithoutPort }: LinesAboutHost): readonly string[] {
  return [...new Set((keys.length > 0 ? keys : keysWithoutPort).map((line) => line.keyType))];
}
