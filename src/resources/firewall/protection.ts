import type { Protection } from '../../resource.ts';
import { sh } from '../../shell.ts';
import { ipFamilies } from './ip-address.ts';
import type { IpFamily } from './ip-address.ts';
import { directory, persistedPaths, unitName } from './iptables/persistence.ts';
import type { Observed } from './observed.ts';
import { ufwDirectory, ufwPaths } from './ufw/paths.ts';

/** The filter tables with their counters, and all files that either backend writes. */
export function firewallProtection(observed: Observed): Protection {
  const families = ipFamilies.filter((family) => observed.rules[family].state === 'read');
  return {
    paths: [
      directory,
      persistedPaths.unit,
      `/etc/systemd/system/sysinit.target.wants/${unitName}`,
      ...(observed.ufwInstalled ? [ufwDirectory, ufwPaths.defaults] : []),
    ],
    live: families.map((family) => ({
      title: `the ${family} rules`,
      // A table that nothing uses is not printed at all, and could not be restored.
      save: sh`PATH=$PATH:/usr/sbin:/sbin
rules=$(${tools[family]}-save -c -t filter) || exit
case $rules in
*COMMIT*) printf '%s\\n' "$rules" ;;
*) printf '%s\\n' '*filter' ':INPUT ACCEPT [0:0]' ':FORWARD ACCEPT [0:0]' ':OUTPUT ACCEPT [0:0]' COMMIT ;;
esac`,
      restore: sh`PATH=$PATH:/usr/sbin:/sbin; ${tools[family]}-restore --counters --wait=30`,
    })),
    reload: [
      {
        title: 'let systemd read its units again',
        command: sh`[ ! -d /run/systemd/system ] || systemctl daemon-reload`,
      },
    ],
  };
}

const tools: Readonly<Record<IpFamily, string>> = { ipv4: 'iptables', ipv6: 'ip6tables' };
