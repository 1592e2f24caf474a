import { ipFamilies } from '../ip-address.ts';
import type { IpFamily } from '../ip-address.ts';
import type { Policy } from '../policy.ts';
import { ownedChains } from './owned-chains.ts';
import { chainLines } from './restore-text.ts';

export const directory = '/etc/rackwright/firewall';

export const unitName = 'rackwright-firewall.service';

export const persistedPaths = {
  ipv4: `${directory}/ipv4.rules`,
  ipv6: `${directory}/ipv6.rules`,
  script: `${directory}/restore`,
  unit: `/etc/systemd/system/${unitName}`,
} as const;

/** What the next boot loads: path → content. */
export function persistedFiles(policy: Policy): ReadonlyMap<string, string> {
  const rules = (family: IpFamily): string =>
    ['*filter', ...ownedChains(policy, family).flatMap(chainLines), 'COMMIT', ''].join('\n');
  return new Map([
    ...ipFamilies.map((family) => [persistedPaths[family], rules(family)] as const),
    [persistedPaths.script, script],
    [persistedPaths.unit, unit],
  ]);
}

/** The jump is set apart from the rules, so that running it twice leaves one jump. */
const script = `#!/bin/sh
# Written by Rackwright. Loads the saved rules into the kernel; ${unitName} runs it at boot.
status=0
load() {
  [ -e "$2" ] || return 0
  if ! "$1-restore" --noflush --wait=30 <"$2"; then status=1; return 0; fi
  for hook in INPUT OUTPUT; do
    grep -q "^:RACKWRIGHT-$hook " "$2" || continue
    "$1" --wait -C "$hook" -j "RACKWRIGHT-$hook" 2>/dev/null || "$1" --wait -I "$hook" -j "RACKWRIGHT-$hook" || status=1
  done
}
load iptables ${persistedPaths.ipv4}
[ ! -e /proc/sys/net/ipv6 ] || load ip6tables ${persistedPaths.ipv6}
exit "$status"
`;

/** Without the script the unit is skipped, so a half-removed installation does not hurt the boot. */
const unit = `# Written by Rackwright.
[Unit]
Description=Load the firewall rules of Rackwright
DefaultDependencies=no
After=local-fs.target systemd-modules-load.service netfilter-persistent.service ufw.service
Before=network-pre.target shutdown.target
Wants=network-pre.target
Conflicts=shutdown.target
ConditionPathExists=${persistedPaths.script}

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh ${persistedPaths.script}

[Install]
WantedBy=sysinit.target
`;
