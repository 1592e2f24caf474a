import { quoteText } from '../sql/quote-text.ts';
import { serverFact } from './server-fact.ts';

/** How many tables and views a database has. Keys are names of databases. */
export const mysqlTableCount = serverFact<string, number>({
  name: 'mysqlTableCount',
  identity: (name) => name,
  question: (name, tag) =>
    `SELECT ${tag}, COUNT(*) FROM information_schema.TABLES WHERE BINARY TABLE_SCHEMA = ${quoteText(name)}`,
  value: ([row]) => Number(row?.[0] ?? 0),
});
