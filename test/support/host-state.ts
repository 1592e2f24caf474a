import type { Site } from './site.ts';

/**
 * Everything on a host that a plan must not touch: all files (what they are, whose, how big, when changed, where links
 * point), users, firewall rules, kernel settings and what services run. Logs are left out, because looking leaves traces
 * there, and so is what sshd, sudo and systemd note of each login.
 */
export async function hostState(site: Site, host: string): Promise<readonly string[]> {
  return (await site.asRoot(host, script)).split('\n');
}

const script = String.raw`
find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path /var/log -o -path /var/lib/sudo -o -path /var/lib/systemd/timers \) -prune \
  -o -printf '%p %y %m %u:%g %s %T@ %l\n' | sort
ls -A /tmp
getent passwd; getent group
iptables-save | grep -v '^#' | sed 's/\[[0-9:]*\]//'; ip6tables-save | grep -v '^#' | sed 's/\[[0-9:]*\]//'
nft --stateless --terse list ruleset
sysctl -a 2>/dev/null | grep -E '^net\.ipv[46]\.(conf|tcp)' | grep -v stable_secret
systemctl list-units --type=service --state=running --plain --no-legend | cut -d' ' -f1 | sort
systemctl list-unit-files --plain --no-legend | grep -v '^session-' | sed 's,  *, ,g' | sort
hostname`;
