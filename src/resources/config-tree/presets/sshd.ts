import type { Preset } from '../preset.ts';

export const sshd: Preset = {
  root: '/etc/ssh',
  unit: 'ssh.service',
  check: 'sshd -t -f %t/sshd_config',
  apply: 'reload',
  probe: [{ type: 'active' }],
  risk: 'connectivity',
};
