import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createOpenConnection } from '../../src/hosts/open-connection.ts';
import { createServices } from '../../src/hosts/services.ts';
import type { ConnectOptions } from '../../src/hosts/services.ts';
import { startSshd } from '../support/sshd.ts';
import type { Sshd } from '../support/sshd.ts';
import { readAll } from '../support/read-all.ts';

const signal = new AbortController().signal;
const opener = (options: Partial<ConnectOptions> = {}) =>
  createOpenConnection(
    createServices({ hostKeyPolicy: 'strict', emitWarning: () => undefined, agentSocket: '', ...options }),
  );

let sshd: Sshd;
beforeAll(async () => {
  sshd = await startSshd();
});
afterAll(async () => {
  await sshd.stop();
});

describe.each(['ssh', 'openssh'] as const)('a connection by %s', (connection) => {
  test('runs a command with its three streams and its exit status', async () => {
    const line = await opener()(sshd.address({ connection }), signal);
    const channel = await line.open('cat; echo oops >&2; exit 7', { pty: false });
    channel.stdin.end('hello');
    const [stdout, stderr] = await Promise.all([readAll(channel.stdout), readAll(channel.stderr)]);
    expect({ stdout, stderr, end: await channel.closed }).toEqual({
      stdout: 'hello',
      stderr: 'oops\n',
      end: { exitCode: 7 },
    });
    line.close();
    await expect(line.closed).resolves.toBeUndefined();
  });
});
