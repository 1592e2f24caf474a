import type { Protection } from '../../resource.ts';
import { sh } from '../../shell.ts';
import { ipFamilies } from './ip-address.ts';
import type { IpFamily } from './ip-address.ts';
import { directory, persistedPaths, unitName } from './boot/paths.ts';
import { tableName } from './nftables/table-name.ts';
import { removalText } from './nftables/table-text.ts';
import type { Observed } from './observed.ts';
import { ufwDirectory, ufwPaths } from './ufw/paths.ts';

/** The filter tables of iptables with their counters, our table of nft, and all files that any backend writes. */
export function firewallProtection(observed: Observed): Protection {
  const families = ipFamilies.filter((family) => observed.rules[family].state === 'read');
  return {
    paths: [
      directory,
      persistedPaths.unit,
      `/etc/systemd/system/sysinit.target.wants/${unitName}`,
      ...(observed.ufwInstalled ? [ufwDirectory, ufwPaths.defaults] : []),
    ],
    live: [...families.map(iptablesTable), ...(observed.nft.state === 'read' ? [nftTable] : [])],
    reload: [
      {
        title: 'let systemd read its units again',
        command: sh`[ ! -d /run/systemd/system ] || systemctl daemon-reload`,
      },
    ],
  };
}

function iptablesTable(family: IpFamily): LiveState {
  return {
    title: `the ${family} rules`,
    // A table that nothing uses is not printed at all, and could not be restored.
    save: sh`PATH=$PATH:/usr/sbin:/sbin
rules=$(${tools[family]}-save -c -t filter) || exit
case $rules in
*COMMIT*) printf '%s\\n' "$rules" ;;
*) printf '%s\\n' '*filter' ':INPUT ACCEPT [0:0]' ':FORWARD ACCEPT [0:0]' ':OUTPUT ACCEPT [0:0]' COMMIT ;;
esac`,
    restore: sh`PATH=$PATH:/usr/sbin:/sbin; ${tools[family]}-restore --counters --wait=30`,
  };
}

/** Whoever was refused for opening too many connections starts anew. */
const nftTable: LiveState = {
  title: `the table ${tableName}`,
  save: sh`PATH=$PATH:/usr/sbin:/sbin
tables=$(nft list tables) || exit
printf '%s\\n' "$tables" | grep -Fqx ${`table ${tableName}`} || exit 0
nft --stateless --terse list table ${tableName.split(' ')}`,
  restore: sh`PATH=$PATH:/usr/sbin:/sbin; { printf %s ${removalText}; cat; } | nft -f -`,
};

type LiveState = NonNullable<Protection['live']>[number];

const tools: Readonly<Record<IpFamily, string>> = { ipv4: 'iptables', ipv6: 'ip6tables' };
