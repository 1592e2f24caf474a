import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { compileTemplate } from '../../../src/language/template.ts';
import { askMariaDb } from '../../support/throwaway-mariadb.ts';
import { askNginx } from '../../support/throwaway-nginx.ts';
import { locatedText, pointed, problemsOf } from '../../support/located-text.ts';

// Any text must come through each quoting helper as it is: the reader that it is meant for says what it understood.

/** What breaks quoting, mixed with whatever characters there are. */
const nasty = fc.constantFrom(
  ...[
    '"',
    "'",
    '\\',
    '\n',
    '\r',
    '\t',
    '$',
    '${x}',
    '`',
    '{{',
    '}}',
    '{',
    '}',
    ';',
    '#',
    ' ',
    '%',
    '%(x)s',
    '-',
    '*',
    ':',
  ],
  ...[
    '\x1a',
    '\x7f',
    '\x85',
    '\u2028',
    '\ufeff',
    '\uffff',
    'é',
    '漢',
    '😀',
    '\\n',
    '\\u',
    '""',
    "''",
    '[a]',
    '=',
    '!',
    '|\n ',
    '&a',
  ],
);
const unit = fc.oneof({ weight: 3, arbitrary: nasty }, fc.string({ unit: 'binary', maxLength: 3 }));
const text = fc.array(unit, { maxLength: 12 }).map((parts) => parts.join('').replaceAll('\0', ''));
const texts = fc.sample(text, { seed: 7, numRuns: 500 });

test.each([
  ['dash', ['dash']],
  ['busybox', ['busybox', 'sh']],
  // Without --norc it takes a socket on its standard input for a remote shell's.
  ['bash', ['bash', '--posix', '--norc']],
])('sh_quote, read by %s', (_, [shell = '', ...words]) => {
  const script = texts.map((each) => `printf '%s\\0' ${rendered('{{sh_quote x}}', each)}\n`).join('');
  const { stdout, stderr } = spawnSync(shell, [...words, '-c', 'eval "$(cat)"'], {
    input: script,
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
  });
  expect(stderr).toBe('');
  expect(stdout.split('\0').slice(0, -1)).toEqual(texts);
});

test('nginx_quote, read by nginx', async () => {
  const values = texts.map((each) => rendered('{{nginx_quote x dollar="dollar"}}', each));
  expect(await askNginx(values, 'geo $dollar { default "$"; }')).toEqual(texts);
});

test('sql_quote and sql_name, read by MariaDB', async () => {
  const strings = texts.map((each) => `SELECT HEX(${rendered('{{sql_quote x}}', each)});\n`);
  const names = texts.filter((each) => problemsOf(() => rendered('{{sql_name x}}', each)).length === 0);
  const columns = names.map((each) => rendered('{{sql_name x}}', each.slice(0, 60).trimEnd() || 'x'));
  const tables = columns.map((name, index) => `CREATE TABLE d.t${index} (${name} INT);\n`);
  const asked = names.map(
    (_, index) =>
      `SELECT HEX(COLUMN_NAME) FROM information_schema.columns WHERE TABLE_SCHEMA='d' AND TABLE_NAME='t${index}';\n`,
  );
  const answer = await askMariaDb([...strings, 'CREATE DATABASE d;\n', ...tables, ...asked].join(''));
  const found = answer
    .split('\n')
    .slice(0, -1)
    .map((line) => Buffer.from(line, 'hex').toString());
  expect(found.slice(0, texts.length)).toEqual(texts);
  const wanted = names.map((each) => each.slice(0, 60).trimEnd() || 'x');
  expect(found.slice(texts.length)).toEqual(wanted);
}, 120_000);

test('yaml_quote, read by the yaml package and by Python', () => {
  const lines = texts.map((each) => `- ${rendered('{{yaml_quote x}}', each)}\n`).join('');
  expect(parse(lines)).toEqual(texts);
  expect(parse(lines, { version: '1.1' })).toEqual(texts);
  expect(python('import json,sys,yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer.read())))', lines)).toEqual(
    texts,
  );
});

test('yaml of anything, read by the yaml package and by Python', () => {
  const values = fc.sample(
    fc.object({ key: text, values: [text, fc.integer(), fc.boolean(), fc.constant(null)], maxDepth: 3 }),
    { seed: 7, numRuns: 200 },
  );
  for (const value of values) expect(parse(rendered('{{yaml x}}', value))).toEqual(value);
});

test('json, read by Python', () => {
  expect(
    python('import json,sys; print(json.dumps(json.loads(sys.stdin.buffer.read())))', rendered('{{json x}}', texts)),
  ).toEqual(texts);
});

test.each([
  ['ini_value', '{{ini_value x}}', 'None'],
  ['ini_value with interpolation', '{{ini_value x interpolation=true}}', 'configparser.BasicInterpolation()'],
])('%s, read by Python; what an INI file cannot hold is refused', (_, template, interpolation) => {
  const kept = texts.filter((each) => problemsOf(() => rendered(template, each)).length === 0);
  expect(kept.length).toBeGreaterThan(100);
  const lines = kept.map((each, index) => `k${index} = ${rendered(template, each)}\n`).join('');
  const script = `import configparser,io,json,sys
c = configparser.ConfigParser(interpolation=${interpolation})
c.read_file(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8"))
print(json.dumps([c["s"]["k%d" % i] for i in range(${kept.length})]))`;
  expect(python(script, `[s]\n${lines}`)).toEqual(kept);
});

test.each([
  ['{{sh_quote x}}', 'a\0b'],
  ['{{nginx_quote x}}', 'a\0b'],
  ['{{nginx_quote x}}', 'costs $5'],
  ['{{nginx_quote x dollar="a b"}}', 'costs $5'],
  ['{{ini_value x}}', 'a\nb'],
  ['{{ini_value x}}', ' a'],
  ['{{sql_quote x}}', 'a\0b'],
  ['{{sql_name x}}', ''],
  ['{{yaml_quote x}}', 'half \ud83d'],
])('%s refuses %j', (template, value) => {
  const helper = /\w+/.exec(template)?.[0] ?? '';
  expect(pointed(problemsOf(() => rendered(template, value)))).toEqual([['template-value', helper]]);
});

function rendered(template: string, x: unknown): string {
  return compileTemplate(template, locatedText(template)).render({ x });
}

function python(script: string, input: string): unknown {
  return JSON.parse(execFileSync('/usr/bin/python3', ['-c', script], { input, encoding: 'utf8' }));
}
