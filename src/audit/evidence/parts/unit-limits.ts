import { sh } from '../../../shell.ts';
import type { EvidencePart } from '../part.ts';

/** What keeps services of one host from taking each other's memory, as the kernel has it: a drop-in counts from the next start. Only units that run. */
export const unitLimits: EvidencePart = {
  name: 'limits',
  script: sh`has systemctl && systemctl list-units --state=active --plain --no-legend 'mariadb.service' 'mysql.service' 'postgresql@*.service' 'nginx.service' 'apache2.service' 'haproxy.service' 'php*-fpm.service' 2>/dev/null |
  while read -r unit rest; do
    echo "unit $unit $(systemctl show -P MemoryMax "$unit") $(cat "/proc/$(systemctl show -P MainPID "$unit")/oom_score_adj")"
  done`,
  read: (said) => {
    const units = [...said.matchAll(/^unit ([\w@.-]+)\.service (\d+|infinity) (-?\d+)$/gm)].map(
      ([, name = '', most = '', score]) => ({
        name,
        database: /^(?:mariadb|mysql|postgresql)/.test(name),
        limited: most !== 'infinity',
        oomScoreAdjust: Number(score),
      }),
    );
    return units.length === 0 ? {} : { units };
  },
};
