import type { Preset } from '../preset.ts';

/** It has no check of its own: printing its help reads all options, and refuses unknown ones. */
export const mariadb: Preset = {
  root: '/etc/mysql',
  unit: 'mariadb.service',
  check: 'mariadbd --defaults-file=%t/mariadb.cnf --user=mysql --help --verbose >/dev/null',
  apply: 'restart',
  probe: [{ type: 'active' }, { type: 'command', command: 'mariadb-admin --connect-timeout=2 ping' }],
};
