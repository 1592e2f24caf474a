import { sh } from '../../../shell.ts';
import type { EvidencePart } from '../part.ts';

/** Units that run programs or libraries of which the disk has another one by now. What is only mapped, as a locale is, does no work. */
export const outdatedUnits: EvidencePart = {
  name: 'outdated',
  script: sh`grep -lE '^[^ ]+ ..x. .* /(usr|lib|lib64|bin|sbin|opt)/.* \\(deleted\\)$' /proc/[0-9]*/maps 2>/dev/null |
  while IFS=/ read -r none proc pid rest; do
    sed -n 's|.*/system\\.slice/\\([^:]*/\\)\\{0,1\\}\\([^/]*\\)\\.service.*|unit \\2|p' "/proc/$pid/cgroup" 2>/dev/null
  done | sort -u`,
  read: (said) => {
    const units = [...said.matchAll(/^unit ([\w@.:-]+)$/gm)].map(([, name = '']) => name);
    return units.length === 0 ? {} : { outdatedUnits: [...new Set(units)] };
  },
};
