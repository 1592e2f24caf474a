import type { NameIndex } from './name-index.ts';
import type { KnownHostsLine } from './parse.ts';

/** What known_hosts calls a host. */
export interface HostNames {
  /** `web1`, `[web1]:2222`, or the HostKeyAlias. */
  readonly name: string;
  /** For a port other than 22: the name without it, under which the very same key is accepted too (as OpenSSH does). */
  readonly withoutPort?: string;
}

/** The lines of known_hosts that speak of one host. */
export interface LinesAboutHost {
  readonly keys: readonly KnownHostsLine[];
  /** Looked for only where `keys` is empty. */
  readonly keysWithoutPort: readonly KnownHostsLine[];
  /** Under either name. */
  readonly revoked: readonly KnownHostsLine[];
  /** Under either name. They vouch for host certificates, which only OpenSSH's client can check. */
  readonly authorities: readonly KnownHostsLine[];
}

export function hostNames(host: string, port: number, alias: string | undefined): HostNames {
  if (alias !== undefined) return { name: alias };
  return port === 22 ? { name: host } : { name: `[${host}]:${port}`, withoutPort: host };
}

export function findLinesAbout(files: readonly NameIndex[], { name, withoutPort }: HostNames): LinesAboutHost {
  const named = (role: KnownHostsLine['role'], ...names: readonly string[]): KnownHostsLine[] =>
    files.flatMap((file) => {
      const lines = [...new Set(names.flatMap((each) => file.named(each)))];
      return lines.filter((line) => line.role === role);
    });
  const either = withoutPort === undefined ? [name] : [name, withoutPort];
  const keys = named('key', name);
  return {
    keys,
    keysWithoutPort: keys.length > 0 || withoutPort === undefined ? [] : named('key', withoutPort),
    revoked: named('revoked', ...either),
    authorities: named('authority', ...either),
  };
}
