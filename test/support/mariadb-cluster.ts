import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { HostError } from '../../src/diagnostics/errors.ts';
import type { CommandResult } from '../../src/host.ts';
import { mariadb } from '../../src/replication/mariadb.ts';
import type { Member, MemberRequest } from '../../src/replication/member.ts';
import type { Operation } from '../../src/replication/operation.ts';
import { clientCommand } from '../../src/sql/client-command.ts';
import { Secret } from '../../src/secret.ts';
import { mariaDbServer } from './mariadb-server.ts';
import type { MariaDbServer } from './mariadb-server.ts';

/** Real servers on this machine, replicas of the first, as members of a cluster. */
export interface MariaDbCluster {
  readonly members: readonly Member[];
  readonly operation: Operation;
  readonly said: string[];
  /** Past the operations. */
  ask(member: Member, sql: string): string;
  /** A client that may be kept; gives what went wrong. */
  session(member: Member, sql: string): Promise<string>;
  /** Waits, a minute at most, until it has applied what the other has written. */
  caughtUp(member: Member, primary: Member): void;
  writers(): readonly string[];
  kill(member: Member, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  stop(): Promise<void>;
}

const password = 'for this test alone';

export async function mariaDbCluster(names: readonly string[]): Promise<MariaDbCluster> {
  const servers = new Map<string, MariaDbServer>();
  const members = await Promise.all(
    names.map(async (name, index): Promise<Member> => {
      const port = await freePort();
      const server = await mariaDbServer(options(port, index + 1));
      servers.set(name, server);
      const own = `${server.socket}-run`;
      const send = (request: MemberRequest): Promise<CommandResult> =>
        runShell(
          request.script.text
            .replaceAll(mariadb.sql.socket, server.socket)
            .replaceAll('/run/rackwright-mysql', own)
            .replaceAll('/var/lib/rackwright', own),
          request,
        );
      return { name, address: '127.0.0.1', port, send };
    }),
  );
  const said: string[] = [];
  const ask = ({ name }: Member, sql: string): string => servers.get(name)?.ask(sql) ?? '';
  const [first, ...others] = members;
  for (const member of members)
    ask(
      member,
      `SET sql_log_bin = 0; SET GLOBAL read_only = 0; CREATE USER replication@'%' IDENTIFIED BY '${password}';
GRANT REPLICATION SLAVE ON *.* TO replication@'%'; RESET MASTER; SET GLOBAL rpl_semi_sync_master_enabled = ${member === first ? 1 : 0}, read_only = ${member === first ? 0 : 1};`,
    );
  if (first !== undefined) ask(first, 'CREATE DATABASE app; CREATE TABLE app.t (id INT PRIMARY KEY) ENGINE = InnoDB;');
  for (const member of others)
    ask(
      member,
      `CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = ${first?.port ?? 0}, MASTER_USER = 'replication',
MASTER_PASSWORD = '${password}', MASTER_USE_GTID = slave_pos, MASTER_HEARTBEAT_PERIOD = 1, MASTER_CONNECT_RETRY = 1; START SLAVE;`,
    );
  const caughtUp = (member: Member, primary: Member): void => {
    const position = ask(primary, 'SELECT @@GLOBAL.gtid_binlog_pos').trim();
    if (ask(member, `SELECT MASTER_GTID_WAIT('${position}', 60)`).trim() !== '0')
      throw new Error(`${member.name} does not follow ${primary.name}`);
  };
  if (first !== undefined) for (const member of others) caughtUp(member, first);
  return {
    members,
    said,
    operation: {
      members,
      dialect: mariadb,
      settings: { user: 'replication', password: new Secret(password) },
      say: (message) => said.push(message),
      sleep: (milliseconds) => setTimeout(milliseconds),
      now: () => performance.now(),
    },
    ask,
    caughtUp,
    session: async (member, sql) => {
      const { stderr } = await member.send({ script: clientCommand(mariadb.sql), stdin: Buffer.from(sql) });
      return Buffer.from(stderr).toString('utf8');
    },
    writers: () =>
      members.flatMap((member) => {
        try {
          return ask(member, 'SELECT @@GLOBAL.read_only').trim() === '0' ? [member.name] : [];
        } catch {
          return [];
        }
      }),
    kill: ({ name }, signal) => servers.get(name)?.kill(signal),
    stop: async () => {
      await Promise.all([...servers.values()].map((server) => server.stop()));
    },
  };
}

const options = (port: number, id: number): readonly string[] => [
  '--skip-networking=0',
  '--bind-address=127.0.0.1',
  `--port=${port}`,
  `--server-id=${id}`,
  '--log-bin=binlog',
  '--log-slave-updates=ON',
  '--gtid-strict-mode=ON',
  '--binlog-format=ROW',
  '--read-only=ON',
  '--skip-slave-start=ON',
  '--slave-net-timeout=5',
  '--rpl-semi-sync-slave-enabled=ON',
  '--innodb-buffer-pool-size=16M',
  '--innodb-log-file-size=8M',
];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** As a host would: 3 seconds too long is no answer. */
async function runShell(script: string, { stdin, timeoutMs }: MemberRequest): Promise<CommandResult> {
  const child = spawn('dash', ['-c', script], { detached: true });
  const late = { is: false };
  const timer = globalThis.setTimeout(() => {
    late.is = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, timeoutMs ?? 60_000);
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  const exitCode = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 137)));
  clearTimeout(timer);
  if (late.is) throw new HostError('timeout', 'it took too long');
  return {
    exitCode,
    stdout: Buffer.concat(stdout),
    stderr: Buffer.concat(stderr),
    truncated: false,
    skipped: false,
    durationMs: 0,
  };
}
