import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { insertStaged } from '../../src/engine/insert-staged.ts';

const name = '/a b/it\'s "$x" *';

test.each([
  ['%s', [name]],
  ['"%s"', [name]],
  ["'%s'", [name]],
  [`-c=%s "--in=%s" '--out=%s'`, [`-c=${name}`, `--in=${name}`, `--out=${name}`]],
  [`\\"%s\\"`, [`"${name}"`]],
  [`'\\'%s`, [`\\${name}`]],
  [`"it's" %s "\\"%s"`, ["it's", name, `"${name}`]],
  ['100% %d', ['100%', '%d']],
])('in %s the staged name is one word', (command, words) => {
  const script = `printf '%s\\n' ${insertStaged(command)}`;
  const output = execFileSync('sh', ['-c', script], { env: { ...process.env, RACKWRIGHT_STAGED: name } }).toString();
  expect(output).toBe(words.map((word) => `${word}\n`).join(''));
});
