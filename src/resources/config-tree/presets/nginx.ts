import type { Preset } from '../preset.ts';

/** `nginx -s reload` says yes to a port that is taken; then the old workers go on, and only the log says why. */
export const nginx: Preset = {
  root: '/etc/nginx',
  unit: 'nginx.service',
  check: 'nginx -t -q -c %t/nginx.conf',
  apply: 'reload',
  probe: [{ type: 'active' }, { type: 'workers' }],
  logs: ['/var/log/nginx/error.log'],
  alarm: '\\[emerg\\]',
};
