import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clientCommand } from '../../src/sql/client-command.ts';
import { records } from '../../src/sql/records.ts';
import { rows } from '../../src/sql/rows.ts';
import { mariaDbServer } from '../support/mariadb-server.ts';
import type { MariaDbServer } from '../support/mariadb-server.ts';
import { shells } from '../support/run-fact.ts';

let server: MariaDbServer;
let home: string;
beforeAll(async () => {
  server = await mariaDbServer();
  home = mkdtempSync(join(tmpdir(), 'rackwright-home-'));
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

function ask(sql: string, shell: readonly string[], head: 'names' | 'none', environment = {}) {
  const [program = 'sh', ...words] = shell;
  const { text } = clientCommand({ client: 'mariadb', socket: server.socket }, { head });
  return spawnSync(program, [...words, '-c', text], {
    input: sql,
    encoding: 'utf8',
    env: { ...process.env, HOME: home, ...environment },
  });
}

test.each(shells)('under %s SQL comes on standard input', (_, shell) => {
  expect(rows(ask("SELECT 'a\\tb', NULL;\n", shell, 'none').stdout)).toEqual([['a\tb', null]]);
  expect(records(ask('SELECT 1 AS one;\n', shell, 'names').stdout).map((each) => each.get('one'))).toEqual(['1']);
  const refused = ask('SELECT 1;\nSELECT nothing;\nSELECT 2;\n', shell, 'none');
  expect(refused).toMatchObject({ stdout: '1\n', status: 1 });
  expect(refused.stderr).toContain('ERROR 1054');
});

test('neither option files nor the environment change the meaning', () => {
  writeFileSync(
    join(home, '.my.cnf'),
    '[client]\nuser=nobody\npassword=x\nhost=nowhere.invalid\n[mariadb]\nraw\nvertical\ndelimiter=//\ninit-command="SET sql_mode=ANSI_QUOTES"\n',
  );
  const { stdout, stderr } = ask("SELECT 'a\\tb', @@sql_mode;\n", ['dash'], 'none', {
    MYSQL_PWD: 'x',
    MYSQL_HOST: 'nowhere.invalid',
    MYSQL_UNIX_PORT: '/nowhere',
    MYSQL_HOME: home,
  });
  expect(stderr).toBe('');
  expect(rows(stdout)).toEqual([['a\tb', 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION']]);
});

test('lines that look like commands of the client are none', () => {
  const { stdout } = ask("SELECT 'a\n\\! echo hacked\nsource /etc/passwd\n';\n", ['dash'], 'none');
  expect(rows(stdout)).toEqual([['a\n\\! echo hacked\nsource /etc/passwd\n'.replace('\\!', '!')]]);
});
