import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { quoteAccount } from '../../src/sql/quote-account.ts';
import { quoteName } from '../../src/sql/quote-name.ts';
import { quoteText } from '../../src/sql/quote-text.ts';
import { rows } from '../../src/sql/rows.ts';
import { mariaDbServer } from '../support/mariadb-server.ts';
import type { MariaDbServer } from '../support/mariadb-server.ts';

// Any text must come through as it is: a real server says what it understood.

const nasty = fc.constantFrom(
  ...[
    "'",
    '"',
    '`',
    '\\',
    '\\n',
    "\\'",
    '\n',
    '\r',
    '\r\n',
    '\t',
    '\x1a',
    '\x7f',
    ';',
    '--',
    '# ',
    '/*',
    '*/',
    '/*!',
    '%',
    '_',
  ],
  ...[
    '\ndelimiter //\n',
    '\n\\! id\n',
    '\nsource /etc/passwd\n',
    '\\g',
    '\\q',
    'NULL',
    'é',
    '漢',
    '😀',
    '\u2028',
    '\ufeff',
    ' ',
  ],
);
const unit = fc.oneof({ weight: 3, arbitrary: nasty }, fc.string({ unit: 'binary', maxLength: 3 }));
const text = fc.array(unit, { maxLength: 12 }).map((parts) => parts.join('').replaceAll('\0', ''));
const texts = fc.sample(text, { seed: 7, numRuns: 500 });

let server: MariaDbServer;
beforeAll(async () => {
  server = await mariaDbServer();
}, 60_000);
afterAll(() => server.stop());

test('strings', () => {
  const found = server.ask(texts.map((each) => `SELECT HEX(${quoteText(each)});\n`).join(''));
  expect(rows(found).map(([hex]) => Buffer.from(hex ?? '', 'hex').toString())).toEqual(texts);
});

test('where backslashes are no escapes a string is still one string, and only backslashes come out twice', () => {
  const asked = texts.map((each) => `SELECT HEX(${quoteText(each)});\n`).join('');
  const found = server.ask(`SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';\n${asked}`);
  expect(rows(found).map(([hex]) => Buffer.from(hex ?? '', 'hex').toString())).toEqual(
    texts.map((each) => each.replaceAll('\\', '\\\\')),
  );
});

test('names', () => {
  const names = [
    ...new Set(
      texts.map((each) =>
        each
          .replace(/[\u{10000}-\u{10ffff}]/gu, '')
          .slice(0, 60)
          .trimEnd(),
      ),
    ),
  ].filter((each) => each !== '');
  const tables = names.map((name, index) => `CREATE TABLE names.t${index} (${quoteName(name)} INT);\n`).join('');
  const asked = names
    .map(
      (_, index) =>
        `SELECT HEX(COLUMN_NAME) FROM information_schema.columns WHERE TABLE_SCHEMA = 'names' AND TABLE_NAME = 't${index}';\n`,
    )
    .join('');
  const found = server.ask(`CREATE DATABASE names;\n${tables}${asked}DROP DATABASE names;\n`);
  expect(rows(found).map(([hex]) => Buffer.from(hex ?? '', 'hex').toString())).toEqual(names);
}, 60_000);

test('what the client prints is read as it was, but for the word NULL', () => {
  const found = server.ask(
    `SELECT 1, NULL, '';\n${texts.map((each) => `SELECT 7, ${quoteText(each)}, 8;\n`).join('')}`,
  );
  expect(rows(found)).toEqual([['1', null, ''], ...texts.map((each) => ['7', each === 'NULL' ? null : each, '8'])]);
});

test('an account', () => {
  expect(quoteAccount({ user: "o'neil", host: '198.18.0.%' })).toBe("'o''neil'@'198.18.0.%'");
});

test.each(['a\0b', '\ud800'])('what SQL cannot hold is refused: %j', (each) => {
  expect(() => quoteText(each)).toThrow('a string of SQL cannot hold');
  expect(() => quoteName(each)).toThrow('this cannot be a name');
});

test.each(['', 'ends with space ', '😀', 'x'.repeat(65)])('what is no name is refused: %j', (each) => {
  expect(() => quoteName(each)).toThrow('this cannot be a name');
});
