import type { Preset } from '../preset.ts';

/** MySQL's own check reads all options, those of the plugins that it is to load, too, and touches no data. */
export const mysql: Preset = {
  root: '/etc/mysql',
  unit: 'mysql.service',
  check: 'mysqld --defaults-file=%t/mysql.cnf --user=mysql --validate-config',
  apply: 'restart',
  probe: [{ type: 'active' }, { type: 'command', command: 'mysqladmin --connect-timeout=2 ping' }],
};
