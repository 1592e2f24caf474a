import type { BenchSite } from './bench-host.ts';

/** What every OpenSSH client of the benchmark gets: no configuration of the user's, and host keys that are checked. */
export function sshOptions(site: Pick<BenchSite, 'identity' | 'knownHosts'>): readonly string[] {
  const options = [
    ...[`IdentityFile=${site.identity}`, 'IdentitiesOnly=yes', 'BatchMode=yes'],
    ...[`UserKnownHostsFile=${site.knownHosts}`, 'GlobalKnownHostsFile=none', 'StrictHostKeyChecking=yes'],
  ];
  return ['-F', 'none', ...options.flatMap((option) => ['-o', option])];
}
