import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HostAddress } from '../../src/host.ts';
import type { Connection } from '../../src/hosts/connection.ts';
import { openerFor } from '../support/opener.ts';
import { readAll } from '../support/read-all.ts';
import { freePort, startSshd } from '../support/sshd.ts';
import type { Sshd } from '../support/sshd.ts';

const never = new AbortController().signal;
const run = async (line: Connection, command: string): Promise<string> => {
  const channel = await line.open(command, { pty: false });
  channel.stdin.end();
  channel.stderr.resume();
  return await readAll(channel.stdout);
};

/** Accepts connections and says nothing. */
async function startSilentServer(): Promise<{ readonly port: number; readonly stop: () => void }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: (server.address() as AddressInfo).port, stop };
}

describe('the way to a host', () => {
  let [one, two, target]: Sshd[] = [];
  let config: string;
  const address = (more: Partial<HostAddress> = {}): HostAddress => ({
    name: 'target',
    connection: 'ssh',
    address: 'target',
    connectTimeoutMs: 10_000,
    sshArgs: ['-F', config],
    ...more,
  });
  beforeAll(async () => {
    [one, two, target] = await Promise.all([startSshd(), startSshd(), startSshd()]);
    config = join(target.directory, 'ssh_config');
    const stanza = (name: string, sshd: Sshd, more: string): string =>
      `Host ${name}\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  IdentityFile ${sshd.clientKey}\n  UserKnownHostsFile ${sshd.knownHosts}\n${more}`;
    writeFileSync(
      config,
      [
        stanza('target', target, '  ProxyJump two\n'),
        stanza('direct', target, ''),
        stanza('command', target, `  ProxyCommand ssh -F ${config} -o BatchMode=yes -W %h:%p two\n`),
        stanza('odd', target, `  ProxyCommand sh -c 'exec ssh -F ${config} -W %h:%p two'\n`),
        stanza('two', two, '  ProxyJump one\n'),
        stanza('one', one, ''),
        stanza('circle', target, '  ProxyJump circle\n'),
        `Host *\n  User ${userInfo().username}\n  IdentitiesOnly yes\n`,
      ].join('\n'),
    );
  });
  afterAll(async () => {
    await Promise.all([one, two, target].map((sshd) => sshd!.stop()));
  });

  test.each(['ssh', 'openssh'] as const)('leads through two jump hosts of ssh_config by %s', async (connection) => {
    const line = await openerFor().open(address({ connection }), never);
    expect(await run(line, 'echo $SSH_CONNECTION')).toContain(` ${target!.port}\n`);
    line.close();
    await line.closed;
  });

  test('leads through jump hosts that are given as arguments, with their own user and port', async () => {
    const { user } = one!.address();
    writeFileSync(`${config}-plain`, readFileSync(config, 'utf8').replace('ProxyJump one', ''));
    const sshArgs = ['-F', `${config}-plain`, '-o', `ProxyJump=${user!}@one:${one!.port},two`];
    const line = await openerFor().open(address({ address: 'direct', sshArgs }), never);
    expect(await run(line, 'echo through')).toBe('through\n');
    line.close();
  });

  test('shares the connection to a jump host and closes it after the last', async () => {
    const { open } = openerFor();
    const lines = await Promise.all([1, 2, 3, 4, 5].map(() => open(address(), never)));
    const children = `ps -o pid= --ppid ${two!.pid} | wc -l`;
    const count = async (line: Connection): Promise<number> => Number(await run(line, children));
    expect(await count(lines[0]!)).toBe(1);
    for (const line of lines.slice(1)) line.close();
    await Promise.all(lines.slice(1).map((line) => line.closed));
    expect(await run(lines[0]!, 'echo still')).toBe('still\n');
    lines[0]!.close();
    await lines[0]!.closed;
    const direct = await open(address({ address: 'direct' }), never);
    for (let waited = 0; (await count(direct)) > 0 && waited < 50; waited += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(await count(direct)).toBe(0);
    direct.close();
  });

  test('is refused when a jump host’s key is not known', async () => {
    const known = readFileSync(one!.knownHosts);
    writeFileSync(one!.knownHosts, '');
    await expect(openerFor().open(address(), never)).rejects.toMatchObject({
      code: 'host-key-unknown',
      hint: expect.stringContaining('rackwright trust one') as unknown,
    });
    writeFileSync(one!.knownHosts, known);
  });

  test('is given up when the jump hosts lead in a circle', async () => {
    await expect(openerFor().open(address({ address: 'circle' }), never)).rejects.toMatchObject({
      message: 'the jump hosts of circle lead in a circle',
    });
  });

  test('may be a ProxyCommand with ssh -W', async () => {
    const line = await openerFor().open(address({ address: 'command' }), never);
    expect([line.transport, await run(line, 'echo through')]).toEqual(['ssh2', 'through\n']);
    line.close();
    await line.closed;
  });

  test('may be any other ProxyCommand, by OpenSSH', async () => {
    const line = await openerFor().open(address({ address: 'odd' }), never);
    expect([line.transport, await run(line, 'echo through')]).toEqual(['openssh (ProxyCommand)', 'through\n']);
    line.close();
  });

  test('ends with the words of a ProxyCommand that fails', async () => {
    const sshArgs = ['-F', config, '-o', `ProxyCommand=ssh -F ${config} -W %h:%p nowhere.invalid`];
    await expect(openerFor().open(address({ address: 'direct', sshArgs }), never)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('Could not resolve hostname nowhere.invalid') as unknown,
    });
  });

  test('ends at the jump host when it cannot reach the target', async () => {
    const port = await freePort();
    await expect(openerFor().open(address({ port }), never)).rejects.toMatchObject({
      code: 'unreachable',
      message: `the jump host 127.0.0.1 port ${two!.port} cannot reach 127.0.0.1 port ${port}: Connection refused`,
    });
  });
});

describe.each(['ssh', 'openssh'] as const)('a host that cannot be reached, by %s,', (connection) => {
  const address = (more: Partial<HostAddress>): HostAddress => ({
    name: 'h',
    connection,
    address: '127.0.0.1',
    user: 'nobody',
    connectTimeoutMs: 1000,
    sshArgs: ['-F', 'none'],
    ...more,
  });
  const failure = (more: Partial<HostAddress>) =>
    openerFor()
      .open(address(more), never)
      .catch((error: unknown) => error);

  test('because its name is not known', async () => {
    expect(await failure({ address: 'nowhere.invalid' })).toMatchObject({
      code: 'unreachable',
      hint: 'check the name, or set `ansible_host`',
    });
  });

  test('because nothing listens', async () => {
    expect(await failure({ port: await freePort() })).toMatchObject({
      code: 'unreachable',
      hint: 'is sshd running there, and is the port right?',
    });
  });

  test('because nobody answers', async () => {
    const { port, stop } = await startSilentServer();
    expect(await failure({ port })).toMatchObject({
      code: 'unreachable',
      hint: expect.stringContaining('does a firewall let SSH through') as unknown,
    });
    stop();
  });

  test('because the run was interrupted', async () => {
    const { port, stop } = await startSilentServer();
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const started = performance.now();
    await expect(
      openerFor().open(address({ port, connectTimeoutMs: 60_000 }), controller.signal),
    ).rejects.toMatchObject({
      code: 'interrupted',
    });
    expect(performance.now() - started).toBeLessThan(2000);
    stop();
  });

  test.each(['-oProxyCommand=touch x', 'a;b', '$(id)', 'a b', ''])('because its name is %j', async (name) => {
    expect(await failure({ address: name })).toMatchObject({ code: 'bad-host-name' });
  });

  test('because its user is a shell command', async () => {
    expect(await failure({ user: '`id`' })).toMatchObject({ code: 'bad-host-name' });
  });

  test('because its arguments name another host', async () => {
    expect(await failure({ sshArgs: ['-4', 'elsewhere'] })).toMatchObject({
      code: 'bad-host-name',
      message: expect.stringContaining('"elsewhere"') as unknown,
    });
  });
});

describe('a busy server', () => {
  test('lets all of thirty hosts in, although it drops most connections at first', async () => {
    const sshd = await startSshd({ config: ['MaxStartups 3:60:6'] });
    // Another controller takes most of the places, so that the limit of our own is not enough.
    const rivals = [1, 2].map(() => connect(sshd.port, '127.0.0.1'));
    const { open } = openerFor();
    const lines = await Promise.all(Array.from({ length: 30 }, () => open(sshd.address(), never)));
    for (const rival of rivals) rival.destroy();
    expect(lines).toHaveLength(30);
    for (const line of lines) line.close();
    await Promise.all(lines.map((line) => line.closed));
    await sshd.stop();
  }, 30_000);
});

test('a port where something else hangs up is said to do so', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const address = {
    name: 'h',
    connection: 'ssh',
    address: '127.0.0.1',
    connectTimeoutMs: 1000,
    sshArgs: ['-F', 'none'],
  } as const;
  await expect(openerFor().open({ ...address, port }, never)).rejects.toMatchObject({ code: 'unreachable' });
  server.close();
}, 20_000);
