import type { Preset } from './preset.ts';
import { haproxy } from './presets/haproxy.ts';
import { mariadb } from './presets/mariadb.ts';
import { mysql } from './presets/mysql.ts';
import { nginx } from './presets/nginx.ts';
import { prometheus } from './presets/prometheus.ts';
import { sshd } from './presets/sshd.ts';
import { sudoers } from './presets/sudoers.ts';

/** Services whose trees are known. */
export const presets: ReadonlyMap<string, Preset> = new Map(
  Object.entries({ haproxy, mariadb, mysql, nginx, prometheus, sshd, sudoers }),
);
