import type { Dialect } from './dialect.ts';
import { mariadb } from './mariadb.ts';
import { mysql } from './mysql.ts';

/** Both, by their names. */
export const dialects: Readonly<Record<Dialect['name'], Dialect>> = { mariadb, mysql };
