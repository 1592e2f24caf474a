import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { chooseAlgorithms } from '../../../src/hosts/ssh/algorithms.ts';
import { authenticate } from '../../../src/hosts/ssh/authentication.ts';
import { wrapClient } from '../../../src/hosts/ssh/connection.ts';
import type { SshConnection } from '../../../src/hosts/ssh/connection.ts';
import { handshake } from '../../../src/hosts/ssh/handshake.ts';
import { readAll } from '../../support/read-all.ts';
import { startSshServer } from '../../support/ssh-server.ts';
import type { SshServer } from '../../support/ssh-server.ts';

let server: SshServer;
let line: SshConnection;
let keysJudged = 0;
afterEach(() => {
  line.close();
  server.stop();
});

/** @param way gives the port behind which the server is */
async function start(
  options: { readonly maxSessions?: number } = {},
  way: (port: number) => number | Promise<number> = (port) => port,
): Promise<void> {
  server = await startSshServer(options);
  keysJudged = 0;
  const plan = {
    user: 'alice',
    algorithms: chooseAlgorithms({}, [])!,
    verifyHostKey: () => {
      keysJudged += 1;
      return Promise.resolve(undefined);
    },
    authentication: authenticate({ user: 'alice', identities: [], password: undefined }, () => undefined),
  };
  const stream = connect({ port: await way(server.port), host: '127.0.0.1', noDelay: true });
  const result = await handshake(stream, plan, new AbortController().signal);
  if ('failure' in result) throw new Error(JSON.stringify(result));
  line = wrapClient(result.client, stream, 'web1 port 22');
}

async function run(command: string): Promise<string> {
  const channel = await line.open(command, { pty: false });
  channel.stdin.end();
  channel.stderr.resume();
  return await readAll(channel.stdout);
}

describe('a channel', () => {
  test('tells its exit status, and 128 and more for a signal', async () => {
    await start();
    for (const [command, exitCode] of [
      ['exit 255', 255],
      ['kill -KILL $$', 137],
      ['kill -TERM $$', 143],
    ] as const) {
      const channel = await line.open(command, { pty: false });
      channel.stdout.resume();
      channel.stderr.resume();
      expect(await channel.closed).toEqual({ exitCode });
    }
  });

  test('can be closed although nobody reads it, and twice', async () => {
    await start();
    const channel = await line.open('while :; do echo spam; done', { pty: false });
    channel.close();
    channel.close();
    expect(await channel.closed).toEqual({ exitCode: undefined });
  });

  test('is over without a status when the connection dies, and the error says so', async () => {
    await start();
    const channel = await line.open('sleep 60', { pty: false });
    for (const client of server.connections) client.end();
    const end = await channel.closed;
    expect(end).toMatchObject({ exitCode: undefined, error: { code: 'unreachable' } });
    expect(end.error?.message).toContain('the connection to web1 port 22 was lost');
    await expect(line.open('true', { pty: false })).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('keeps its bytes across new key exchanges, for which the host key is not judged again', async () => {
    await start();
    const channel = await line.open('cat', { pty: false });
    const output = readAll(channel.stdout);
    for (let round = 0; round < 5; round += 1) {
      channel.stdin.write('x'.repeat(100_000));
      for (const client of server.connections) client.rekey();
      await sleep(20);
    }
    channel.stdin.end();
    expect((await output).length).toBe(500_000);
    expect(keysJudged).toBe(1);
  });
});

describe('many channels', () => {
  test('wait for each other beyond eight', async () => {
    await start({ maxSessions: 10 });
    const results = await Promise.all(Array.from({ length: 40 }, (_, index) => run(`echo ${index}; sleep 0.01`)));
    expect(results).toEqual(Array.from({ length: 40 }, (_, index) => `${index}\n`));
  });

  test('are retried where the server has fewer sessions', async () => {
    await start({ maxSessions: 2 });
    expect(await Promise.all([1, 2, 3, 4].map((index) => run(`echo ${index}`)))).toEqual(['1\n', '2\n', '3\n', '4\n']);
  });

  test('fail with a hint where the server has none left', async () => {
    await start({ maxSessions: 1 });
    const holder = await line.open('sleep 60', { pty: false });
    await expect(line.open('true', { pty: false })).rejects.toMatchObject({
      code: 'unreachable',
      hint: 'is MaxSessions in sshd_config very low?',
    });
    holder.close();
  });
});

test('a connection that is closed from here ends without an error', async () => {
  await start();
  line.close();
  line.close();
  expect(await line.closed).toBeUndefined();
});

test('a server that is frozen does not hold us: the line is cut', async () => {
  let frozen = false;
  const clients: Socket[] = [];
  // The kernel of a frozen server still takes what is sent, the end of the stream too.
  const kernel = createServer({ allowHalfOpen: true }, (client) => {
    clients.push(client);
    const behind = connect({ port: server.port, host: '127.0.0.1' });
    client.on('error', () => undefined);
    client.on('data', (chunk) => (frozen ? undefined : behind.write(chunk)));
    behind.on('data', (chunk) => client.write(chunk));
    client.on('close', () => behind.destroy());
  });
  await start(
    {},
    () =>
      new Promise((resolve) => {
        kernel.listen(0, '127.0.0.1', () => resolve((kernel.address() as AddressInfo).port));
      }),
  );
  frozen = true;
  line.close();
  expect(await Promise.race([line.closed, sleep(5000, 'held')])).toBeUndefined();
  for (const each of clients) each.destroy();
  kernel.close();
});
