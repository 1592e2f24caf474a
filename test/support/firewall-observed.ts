import type { FileContent } from '../../src/facts/file-content.ts';
import type { IptablesChain, IptablesRules } from '../../src/facts/iptables-rules.ts';
import type { ServiceState } from '../../src/facts/service-state.ts';
import type { Observed } from '../../src/resources/firewall/observed.ts';
import { ownedChains } from '../../src/resources/firewall/iptables/owned-chains.ts';
import { persistedFiles } from '../../src/resources/firewall/iptables/persistence.ts';
import { bootFiles } from '../../src/resources/firewall/boot/boot-files.ts';
import { persistedPaths, unitName } from '../../src/resources/firewall/boot/paths.ts';
import { tableText } from '../../src/resources/firewall/nftables/table-text.ts';
import type { Policy } from '../../src/resources/firewall/policy.ts';

/** A host on which nobody has set up a firewall yet; iptables is installed. */
export function untouched(): Observed {
  return {
    rules: { ipv4: { state: 'read', chains: builtIn }, ipv6: { state: 'read', chains: builtIn } },
    nft: { state: 'read', table: undefined, hooked: [] },
    session: undefined,
    sshPorts: [],
    ufwInstalled: false,
    files: new Map(),
    units: new Map([[unitName, unit({ load: 'not-found' })]]),
  };
}

/** A host that the iptables backend has brought to a policy. */
export function keptByIptables(policy: Policy): Observed {
  return {
    ...untouched(),
    rules: { ipv4: keptRules(policy, 'ipv4'), ipv6: keptRules(policy, 'ipv6') },
    files: new Map([...persistedFiles(policy)].map(([path, text]) => [path, file(text)])),
    units: new Map([[unitName, unit({ unitFile: 'enabled' })]]),
  };
}

/** A host that the nftables backend has brought to a policy. */
export function keptByNftables(policy: Policy): Observed {
  const text = tableText(policy);
  const files = new Map([[persistedPaths.nft, text], ...bootFiles]);
  return {
    ...untouched(),
    nft: { state: 'read', table: text.slice(text.indexOf('table inet rackwright {')), hooked: [] },
    files: new Map([...files].map(([path, content]) => [path, file(content)])),
    units: new Map([[unitName, unit({ unitFile: 'enabled' })]]),
  };
}

/** The same with the rules of one family's chain replaced. */
export function withChain(
  observed: Observed,
  chain: string,
  change: (rules: readonly string[]) => readonly string[],
): Observed {
  const { ipv4 } = observed.rules;
  if (ipv4.state !== 'read') throw new Error('there are no rules to change');
  const chains = ipv4.chains.map((each) => (each.name === chain ? { ...each, rules: change(each.rules) } : each));
  return { ...observed, rules: { ...observed.rules, ipv4: { state: 'read', chains } } };
}

export function file(text: string): FileContent {
  return { type: 'content', bytes: new TextEncoder().encode(text) };
}

export function unit(state: Partial<ServiceState>): ServiceState {
  return {
    systemd: true,
    id: unitName,
    load: 'loaded',
    active: 'inactive',
    sub: 'dead',
    unitFile: '',
    systemVEnabled: false,
    needsDaemonReload: false,
    type: '',
    remainAfterExit: false,
    canReload: false,
    result: '',
    invocation: '',
    mainPid: 0,
    restarts: 0,
    ...state,
  };
}

const builtIn: readonly IptablesChain[] = ['INPUT', 'FORWARD', 'OUTPUT'].map((name) => ({
  name,
  policy: 'ACCEPT',
  rules: [],
}));

function keptRules(policy: Policy, family: 'ipv4' | 'ipv6'): IptablesRules {
  const owned = ownedChains(policy, family);
  const hooked = builtIn.map((chain) => ({
    ...chain,
    rules: owned.filter(({ hook }) => hook === chain.name).map(({ name }) => `-j ${name}`),
  }));
  return { state: 'read', chains: [...hooked, ...owned.map(({ name, rules }) => ({ name, policy: '-', rules }))] };
}
