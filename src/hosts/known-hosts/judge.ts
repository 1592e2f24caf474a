import { matchesName } from './names.ts';
import type { KnownHostsLine } from './parse.ts';

/** What known_hosts calls a host. */
export interface HostNames {
  /** `web1`, `[web1]:2222`, or the HostKeyAlias. */
  readonly name: string;
  /** For a port other than 22: the name without it, under which the very same key is accepted too (as OpenSSH does). */
  readonly withoutPort?: string;
}

export type Verdict =
  | { readonly type: 'known' }
  | { readonly type: 'unknown' }
  | { readonly type: 'changed'; readonly known: readonly KnownHostsLine[] }
  | { readonly type: 'revoked'; readonly line: KnownHostsLine };

export function hostNames(host: string, port: number, alias: string | undefined): HostNames {
  if (alias !== undefined) return { name: alias };
  return port === 22 ? { name: host } : { name: `[${host}]:${port}`, withoutPort: host };
}

/**
 * Judges the key that a server has shown. A host of which any other key is known counts as changed, whatever its type:
 * otherwise a man in the middle would only have to offer a type that was never seen.
 */
export function judgeHostKey(lines: readonly KnownHostsLine[], names: HostNames, key: Buffer): Verdict {
  const revoked = linesOf(lines, names, 'revoked').find((line) => line.key.equals(key));
  if (revoked !== undefined) return { type: 'revoked', line: revoked };
  const known = lines.filter((line) => line.role === 'key' && matchesName(line.names, names.name));
  if (known.some((line) => line.key.equals(key))) return { type: 'known' };
  if (known.length > 0) return { type: 'changed', known };
  const { withoutPort } = names;
  const same =
    withoutPort !== undefined &&
    lines.some((line) => line.role === 'key' && line.key.equals(key) && matchesName(line.names, withoutPort));
  return same ? { type: 'known' } : { type: 'unknown' };
}

/** The types of the keys that are known, so that the server can be asked for one of them first. */
export function knownKeyTypes(lines: readonly KnownHostsLine[], names: HostNames): readonly string[] {
  const exact = lines.filter((line) => line.role === 'key' && matchesName(line.names, names.name));
  const found = exact.length > 0 ? exact : linesOf(lines, names, 'key');
  return [...new Set(found.map((line) => line.keyType))];
}

/** True when an authority vouches for the host: only OpenSSH's client can check host certificates. */
export function hasAuthority(lines: readonly KnownHostsLine[], names: HostNames): boolean {
  return linesOf(lines, names, 'authority').length > 0;
}

function linesOf(lines: readonly KnownHostsLine[], names: HostNames, role: KnownHostsLine['role']): KnownHostsLine[] {
  const wanted = names.withoutPort === undefined ? [names.name] : [names.name, names.withoutPort];
  return lines.filter((line) => line.role === role && wanted.some((name) => matchesName(line.names, name)));
}
