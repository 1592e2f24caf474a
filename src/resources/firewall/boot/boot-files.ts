import { directory, persistedPaths, unitName } from './paths.ts';

/** What loads the saved rules at boot, the same for all backends that save theirs: path → content. */
export const bootFiles: ReadonlyMap<string, string> = new Map([
  [
    persistedPaths.script,
    // The jump is set apart from the rules, so that running it twice leaves one jump.
    `#!/bin/sh
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
[ ! -e ${persistedPaths.nft} ] || nft -f ${persistedPaths.nft} || status=1
exit "$status"
`,
  ],
  [
    persistedPaths.unit,
    // Without the script the unit is skipped, so a half-removed installation does not hurt the boot. nftables.service begins
    // with a flush of everything.
    `# Written by Rackwright.
[Unit]
Description=Load the firewall rules of Rackwright from ${directory}
DefaultDependencies=no
After=local-fs.target systemd-modules-load.service netfilter-persistent.service ufw.service nftables.service
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
`,
  ],
]);
