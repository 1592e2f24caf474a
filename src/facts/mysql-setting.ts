import { quoteText } from '../sql/quote-text.ts';
import { serverFact } from './server-fact.ts';

/** The global value of a variable, as the server shows it; nothing for one that it does not know. */
export const mysqlSetting = serverFact<string, string | undefined>({
  name: 'mysqlSetting',
  identity: (name) => name,
  question: (name, tag, { globalVariables }) =>
    `SELECT ${tag}, VARIABLE_VALUE FROM ${globalVariables} WHERE VARIABLE_NAME = ${quoteText(name)}`,
  value: ([row]) => row && (row[0] ?? ''),
});
