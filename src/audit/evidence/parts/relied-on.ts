import { sh } from '../../../shell.ts';
import type { EvidencePart } from '../part.ts';

/** What a host cannot do without, and others serve: names, the way out, the time, packages. */
export const reliedOn: EvidencePart = {
  name: 'relies',
  script: sh`for each in /run/systemd/resolve/resolv.conf /etc/resolv.conf; do
  [ -f "$each" ] && sed -n 's/^nameserver  *\\([^ ]*\\).*/names \\1/p' "$each" && break
done
has ip && { ip -o route show default; ip -o -6 route show default; } | sed -n 's/^default via \\([^ ]*\\).*/gateway \\1/p'
sed -n 's/^ *\\(server\\|peer\\)  *\\([^ ]*\\).*/time \\2/p; s/^ *pool  *\\([^ ]*\\).*/pool \\1/p' /etc/chrony/chrony.conf /etc/chrony/conf.d/*.conf /etc/chrony/sources.d/*.sources /etc/ntpsec/ntp.conf 2>/dev/null
cat /etc/systemd/timesyncd.conf /etc/systemd/timesyncd.conf.d/*.conf 2>/dev/null | sed -n 's/^NTP=//p' | tr ' ' '\\n' | sed -n 's/^\\(..*\\)/time \\1/p'
sed -n 's|^[^#]*https\\{0,1\\}://\\([^/ ]*\\).*|packages \\1|p' /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null`,
  read: (said) => {
    const all = [...said.matchAll(/^(names|gateway|time|pool|packages) (\S+)$/gm)];
    const of = (kind: string): readonly string[] => [
      ...new Set(all.flatMap(([, each, value = '']) => (each === kind ? [value] : []))),
    ];
    if (all.length === 0) return {};
    return {
      reliesOn: {
        names: of('names'),
        gateway: of('gateway'),
        time: of('time'),
        pools: of('pool'),
        packages: of('packages'),
      },
    };
  },
};
