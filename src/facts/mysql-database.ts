import { quoteText } from '../sql/quote-text.ts';
import { serverFact } from './server-fact.ts';

export interface DatabaseState {
  /** What new tables get: `utf8mb4`, `utf8mb4_general_ci`. */
  readonly encoding: string;
  readonly collation: string;
}

/** Keys are names of databases; the value is nothing for one that does not exist. */
export const mysqlDatabase = serverFact<string, DatabaseState | undefined>({
  name: 'mysqlDatabase',
  identity: (name) => name,
  question: (name, tag) =>
    `SELECT ${tag}, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME FROM information_schema.SCHEMATA WHERE BINARY SCHEMA_NAME = ${quoteText(name)}`,
  value: ([row]) => row && { encoding: row[0] ?? '', collation: row[1] ?? '' },
});
