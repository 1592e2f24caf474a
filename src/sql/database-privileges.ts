import { tablePrivileges } from './table-privileges.ts';

/** What ALL PRIVILEGES on a database stands for in every dialect, in the server's words. */
export const databasePrivileges: readonly string[] = [
  ...tablePrivileges,
  ...['CREATE TEMPORARY TABLES', 'LOCK TABLES', 'EXECUTE', 'CREATE ROUTINE', 'ALTER ROUTINE', 'EVENT'],
];
