import type { Preset } from '../preset.ts';

export const sudoers: Preset = {
  root: '/etc',
  paths: ['/etc/sudoers.d', '/etc/sudoers'],
  check: 'visudo -c -f %t/sudoers',
  apply: 'nothing',
  probe: [],
  risk: 'connectivity',
};
