import { fileContent } from '../../facts/file-content.ts';
import type { FileContent } from '../../facts/file-content.ts';
import { fileState } from '../../facts/file-state.ts';
import { iptablesRules } from '../../facts/iptables-rules.ts';
import type { IptablesRules } from '../../facts/iptables-rules.ts';
import { nftTables } from '../../facts/nft-tables.ts';
import type { NftTables } from '../../facts/nft-tables.ts';
import type { FactReader } from '../../fact.ts';
import { serviceState } from '../../facts/service-state.ts';
import type { ServiceState } from '../../facts/service-state.ts';
import { sshSession } from '../../facts/ssh-session.ts';
import type { SshSession } from '../../facts/ssh-session.ts';
import type { IpFamily } from './ip-address.ts';
import { persistedPaths, unitName } from './boot/paths.ts';
import { tableName } from './nftables/table-name.ts';
import type { Policy } from './policy.ts';
import { asksForSshPorts, readSshPorts } from './read-ssh-ports.ts';
import { ufwPaths } from './ufw/paths.ts';

/** All that any backend and the refusals need: one round trip, whichever backend it will be. */
export interface Observed {
  readonly rules: Readonly<Record<IpFamily, IptablesRules>>;
  readonly nft: NftTables;
  readonly session: SshSession | undefined;
  /** Those of sshd, when the policy asks for them. */
  readonly sshPorts: readonly number[];
  readonly ufwInstalled: boolean;
  readonly files: ReadonlyMap<string, FileContent>;
  readonly units: ReadonlyMap<string, ServiceState>;
}

export async function observe(policy: Policy, host: FactReader): Promise<Observed> {
  const paths = [...Object.values(persistedPaths), ...Object.values(ufwPaths)];
  const units = [unitName, ...otherManagers];
  const [ipv4, ipv6, nft, session, sshPorts, ufw, contents, states] = await Promise.all([
    host.read(iptablesRules, 'ipv4'),
    host.read(iptablesRules, 'ipv6'),
    host.read(nftTables, tableName),
    host.read(sshSession, null),
    asksForSshPorts(policy) ? readSshPorts(host) : [],
    host.read(fileState, '/usr/sbin/ufw'),
    Promise.all(paths.map(async (path) => [path, await host.read(fileContent, path)] as const)),
    Promise.all(units.map(async (unit) => [unit, await host.read(serviceState, unit)] as const)),
  ]);
  return {
    rules: { ipv4, ipv6 },
    nft,
    session,
    sshPorts,
    ufwInstalled: ufw.type !== 'absent',
    files: new Map(contents),
    units: new Map(states),
  };
}

/** Units that load rules of their own and would fight ours. */
export const otherManagers = ['firewalld.service', 'nftables.service'] as const;
