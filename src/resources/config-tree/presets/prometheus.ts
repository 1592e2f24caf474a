import type { Preset } from '../preset.ts';

/** It goes on with the old configuration when it cannot use the new one, and says so in its metrics alone. */
export const prometheus: Preset = {
  root: '/etc/prometheus',
  unit: 'prometheus.service',
  check: 'promtool check config %t/prometheus.yml',
  apply: 'reload',
  probe: [
    { type: 'active' },
    {
      type: 'command',
      command: "curl -fsS http://localhost:9090/metrics | grep -q '^prometheus_config_last_reload_successful 1'",
    },
  ],
};
