import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Host, HostAddress } from '../../src/host.ts';
import { createConnect } from '../../src/hosts/connect.ts';
import { sh } from '../../src/shell.ts';
import { startSshd } from '../support/sshd.ts';
import type { Sshd } from '../support/sshd.ts';

const never = new AbortController().signal;
const connect = createConnect({ hostKeyPolicy: 'strict', emitWarning: () => undefined, agentSocket: '' });
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

test('a local host needs no connection', async () => {
  const address: HostAddress = { name: 'me', connection: 'local', address: '-', connectTimeoutMs: 1000, sshArgs: [] };
  const host = await connect(address, never);
  expect(host).toMatchObject({ name: 'me', transport: 'local' });
  await host.close();
});

describe.each([
  ['ssh', 'ssh2'],
  ['openssh', 'openssh'],
] as const)('a host by %s', (connection, transport) => {
  let sshd: Sshd;
  let host: Host;
  beforeEach(async () => {
    sshd = await startSshd();
    host = await connect(sshd.address({ connection }), never);
  });
  afterEach(async () => {
    await host.close();
    await sshd.stop();
  });

  test('has its name and transport, and runs scripts', async () => {
    expect(host).toMatchObject({ name: 'h1', transport });
    const result = await host.send({ script: sh`cat; echo ${"it's"} >&2; exit 3`, stdin: Buffer.from('in') });
    expect([text(result.stdout), text(result.stderr), result.exitCode]).toEqual(['in', "it's\n", 3]);
  });

  test('is unreachable when the server is killed in the middle of a request, and stays so', async () => {
    // Where the login is not root's, a second process holds the connection.
    const killServer = sh`first=$(ps -o pid= --ppid ${sshd.pid})
kill -9 ${sshd.pid} $first $(ps -o pid= --ppid $first)
sleep 60`;
    const hanging = host.send({ script: killServer, form: 'task' });
    await expect(hanging).rejects.toMatchObject({ code: 'unreachable', unreachable: true });
    await expect(host.send({ script: sh`true` })).rejects.toMatchObject({ code: 'unreachable' });
  });

  test('closes quickly, also twice and when the server takes no new connections', async () => {
    await host.send({ script: sh`true` });
    await sshd.stop();
    const started = performance.now();
    await Promise.all([host.close(), host.close()]);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

test('sshd is not asked to prove all its host keys at each login', async () => {
  const sshd = await startSshd({ config: ['LogLevel DEBUG1'] });
  const host = await connect(sshd.address(), never);
  // It has told of them before it takes a command.
  await host.send({ script: sh`true` });
  await host.close();
  expect(sshd.said()).toContain('Accepted publickey');
  expect(sshd.said()).not.toContain('hostkeys-prove');
  await sshd.stop();
});
