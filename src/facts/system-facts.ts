import type { FactKind } from '../fact.ts';
import { sh } from '../shell.ts';
import { detectPackageManager } from './detect-package-manager.ts';
import { localFacts } from './local-facts.ts';
import { parseSystemFacts } from './parse-system-facts.ts';
import type { SystemFacts } from './parse-system-facts.ts';

/**
 * What `facts.` holds for a host; `systemFactNames` describes it. Eight processes, most of them for the network: the
 * files are read by one grep, whose lines name their file.
 */
export const systemFacts: FactKind<null, SystemFacts> = {
  name: 'systemFacts',
  identity: () => '',
  script: () => sh`${detectPackageManager()}
echo "pkg_mgr $manager"
echo "uname $(uname -s) $(uname -r) $(uname -m)"
echo "id $(id)"
if [ -n "\${SSH_CONNECTION-}" ]; then echo "ssh $SSH_CONNECTION"; fi
if [ -d /run/systemd/system ]; then echo systemd; fi
if command -v systemd-detect-virt >/dev/null 2>&1; then echo "virt $(systemd-detect-virt 2>/dev/null)"; fi
if command -v ip >/dev/null 2>&1; then
ip -o addr show 2>/dev/null | sed 's/^/addr /'
ip route show default 2>/dev/null | sed 's/^/route4 /'
ip -6 route show default 2>/dev/null | sed 's/^/route6 /'
fi
${localFacts.script(['/etc/rackwright/facts.d', '/etc/ansible/facts.d'])}
grep -Hs '' ${files} /sys/class/net/*/address /sys/class/net/*/mtu /sys/class/net/*/operstate || [ $? -le 2 ]`,
  parse: (stdout) => [parseSystemFacts(stdout)],
};

const files = [
  '/etc/os-release',
  '/etc/debian_version',
  '/etc/hosts',
  '/etc/machine-id',
  '/proc/sys/kernel/hostname',
  '/proc/sys/kernel/random/boot_id',
  '/proc/1/comm',
  '/proc/meminfo',
  '/proc/mounts',
  '/sys/devices/system/cpu/online',
];
