import type { Preset } from '../preset.ts';

/** A master that cannot use the new configuration waits, with the old workers at work, and its reload has succeeded. */
export const haproxy: Preset = {
  root: '/etc/haproxy',
  unit: 'haproxy.service',
  check: 'haproxy -c -f %t/haproxy.cfg',
  apply: 'reload',
  probe: [{ type: 'active' }, { type: 'workers' }],
  alarm: '\\[ALERT\\]',
};
