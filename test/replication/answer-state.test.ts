import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Member } from '../../src/replication/member.ts';
import { verbatim } from '../../src/shell.ts';
import { mariadb } from '../../src/sql/mariadb.ts';
import { mariaDbCluster } from '../support/mariadb-cluster.ts';
import type { MariaDbCluster } from '../support/mariadb-cluster.ts';

// What the role mysql_state puts on database hosts: with a client that says what a server would, and with servers.

const source = new URL('../../templates/mysql_state/answer-state.sh.hbs', import.meta.url);
let directory: string;
let cluster: MariaDbCluster;
let script: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackwright-state-'));
  script = readFileSync(source, 'utf8').replaceAll(
    /\{\{(\w+\.)?(\w+)\}\}/g,
    (_, __, name: string) => words[name] ?? '?',
  );
  writeFileSync(join(directory, 'answer'), script);
  const client = `#!/bin/sh\ncase $* in *SLAVE*) printf %s "$SLAVE" ;; *) [ -n "$SAID" ] && printf %s "$SAID" ;; esac\n`;
  writeFileSync(join(directory, 'mariadb'), client);
  chmodSync(join(directory, 'mariadb'), 0o755);
});

beforeAll(async () => void (cluster = await mariaDbCluster(['a', 'b'])), 120_000);

afterAll(() => cluster.stop());

/** As the role has them for MariaDB. */
const words: Readonly<Record<string, string>> = {
  mysql_state_lag: '10',
  mysql_state_patience: '5',
  client: 'mariadb',
  replica: 'SHOW SLAVE STATUS',
  receiver: 'Slave_IO_Running',
  applier: 'Slave_SQL_Running',
  lag: 'Seconds_Behind_Master',
};

const writer = 'read_only\tOFF\nwsrep_on\tOFF\n';
const replica = 'read_only\tON\nwsrep_on\tOFF\n';
const member = 'read_only\tOFF\nwsrep_on\tON\nwsrep_cluster_status\tPrimary\nwsrep_local_state\t4\nwsrep_ready\tON\n';
const follows = (lag: string): string =>
  `   Slave_IO_Running: Yes\n   Slave_SQL_Running: Yes\n   Seconds_Behind_Master: ${lag}\n   Last_IO_Error: \n`;

test.each<[string, string, string, string, number, string]>([
  ['the writer', '/writer', writer, '', 200, 'writer'],
  ['it may be read from, too', '/reader', writer, '', 200, 'writer'],
  ['a replica is no writer', '/writer', replica, follows('0'), 503, 'reader'],
  ['a replica', '/reader', replica, follows('10'), 200, 'reader'],
  ['one that is behind', '/reader', replica, follows('11'), 503, 'lagging'],
  ['one that cannot tell', '/reader', replica, follows('NULL'), 503, 'lagging'],
  [
    'one that stands still',
    '/reader',
    replica,
    follows('0').replace('SQL_Running: Yes', 'SQL_Running: No'),
    503,
    'does not follow',
  ],
  ['one that follows nobody', '/reader', replica, '', 503, 'does not follow'],
  ['a member', '/writer', member, '', 200, 'member'],
  ['a member that gives its data', '/writer', member.replace('state\t4', 'state\t2'), '', 503, 'desynced'],
  ['a member without quorum', '/reader', member.replace('Primary', 'non-Primary'), '', 503, 'without quorum'],
  ['a server that does not answer', '/writer', '', '', 503, 'does not answer'],
  ['another question', '/', writer, '', 503, 'writer'],
])('%s', (_, path, said, slave, status, body) => {
  for (const shell of [['dash'], ['busybox', 'sh']]) {
    const [program = '', ...words] = shell;
    const { stdout } = spawnSync(program, [...words, join(directory, 'answer')], {
      input: `GET ${path} HTTP/1.1\r\nhost: db\r\n\r\n`,
      env: { PATH: `${directory}:${process.env['PATH'] ?? ''}`, SAID: said, SLAVE: slave },
      encoding: 'utf8',
    });
    const [head = '', answer] = stdout.split('\r\n\r\n');
    expect([head.split('\r\n')[0], answer]).toEqual([
      `HTTP/1.0 ${status === 200 ? '200 OK' : '503 Service Unavailable'}`,
      `${body}\n`,
    ]);
    expect(head).toContain(`Content-Length: ${body.length + 1}`);
  }
});

test('real servers: a writer, its replica, and the replica when it stands still, or is told to be late', async () => {
  const [a, b] = cluster.members;
  if (a === undefined || b === undefined) throw new Error('two servers were asked for');
  await until('b follows', async () => (await answer(b)) === 'reader');
  expect([await answer(a), await answer(b)]).toEqual(['writer', 'reader']);
  cluster.ask(b, 'STOP SLAVE SQL_THREAD');
  expect(await answer(b)).toBe('does not follow');
  cluster.ask(b, 'STOP SLAVE; CHANGE MASTER TO MASTER_DELAY = 3600; START SLAVE');
  cluster.ask(a, 'INSERT INTO app.t VALUES (1)');
  await until('b is late', async () => (await answer(b)) === 'lagging');
}, 60_000);

async function answer(member: Member): Promise<string> {
  const text = script.replaceAll('--protocol=socket', `--protocol=socket --socket=${mariadb.socket}`);
  const { stdout } = await member.send({
    script: verbatim(text),
    stdin: Buffer.from('GET /reader HTTP/1.1\r\n\r\n'),
  });
  return Buffer.from(stdout).toString().split('\r\n\r\n')[1]?.trim() ?? '';
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let left = 60; !(await holds()); left -= 1) {
    if (left === 0) throw new Error(`${what}: not within half a minute`);
    await setTimeout(500);
  }
}
