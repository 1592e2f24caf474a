/** What ALL PRIVILEGES on a table stands for in every dialect, in the server's words. */
export const tablePrivileges: readonly string[] = [
  ...[
    'SELECT',
    'INSERT',
    'UPDATE',
    'DELETE',
    'CREATE',
    'DROP',
    'REFERENCES',
    'INDEX',
    'ALTER',
    'CREATE VIEW',
    'SHOW VIEW',
  ],
  'TRIGGER',
];
