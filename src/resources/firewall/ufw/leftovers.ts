import type { Change, Step } from '../../../resource.ts';
import { sh, verbatim } from '../../../shell.ts';
import type { Observed } from '../observed.ts';
import { ufwIsActive } from './state.ts';

/** An active ufw on a host that another backend keeps. Its files stay: `ufw enable` brings all back. */
export function ufwLeftovers(observed: Observed): readonly Change[] {
  return ufwIsActive(observed) ? [{ attribute: 'ufw', from: 'active', to: 'inactive' }] : [];
}

/** By now the other backend guards the host. */
export function leaveUfw(observed: Observed): readonly Step[] {
  if (!ufwIsActive(observed)) return [];
  return [
    {
      type: 'run',
      title: 'disable ufw',
      command: sh`PATH=$PATH:/usr/sbin:/sbin; ufw --force disable`,
      // Must not be cut in the middle: between its steps ufw drops everything.
      onDisconnect: 'finish',
    },
    { type: 'run', title: 'take away the chains that ufw leaves behind', command: verbatim(removeChains) },
  ];
}

/** Jumps to them, their rules, themselves: in one transaction for each family. */
const removeChains = `PATH=$PATH:/usr/sbin:/sbin
for tool in iptables ip6tables; do
  [ "$tool" = iptables ] || [ -e /proc/sys/net/ipv6 ] || continue
  "$tool-save" -t filter | awk '
    /^:ufw6?-/ { name = substr($1, 2); flush = flush "-F " name "\\n"; remove = remove "-X " name "\\n" }
    /^-A / && $2 !~ /^ufw6?-/ && / -[jg] ufw6?-/ { sub(/^-A/, "-D"); jumps = jumps $0 "\\n" }
    END { printf "*filter\\n%s%s%sCOMMIT\\n", jumps, flush, remove }' |
    "$tool-restore" --noflush --wait=30 || exit
done`;
