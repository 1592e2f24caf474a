import { describe, expect, jest, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { HostError } from '../../src/diagnostics/errors.ts';
import type { Host } from '../../src/host.ts';
import { sh, verbatim } from '../../src/shell.ts';
import type { Channel } from '../../src/wire/channel.ts';
import { childChannel } from '../../src/wire/child-channel.ts';
import { createWireHost } from '../../src/wire/host.ts';
import type { WireHostOptions } from '../../src/wire/host.ts';

jest.setTimeout(30_000);

describe('what stands between the login and the runner', () => {
  test('a banner on both streams is no output of the first request', async () => {
    const host = loginBy('seq 2000; echo noise >&2; echo "no newline at the end\\c";');
    const result = await host.send({ script: sh`echo out; echo err >&2` });
    expect([String(result.stdout), String(result.stderr)]).toEqual(['out\n', 'err\n']);
    await host.close();
  });

  test('a login that takes its time takes none of the first request’s', async () => {
    const host = loginBy('sleep 2;');
    expect(await host.send({ script: sh`:`, timeoutMs: 1000 })).toMatchObject({ exitCode: 0 });
    await host.close();
  });

  test('a login shell that refuses is reported with its last words', async () => {
    const host = loginBy('echo Welcome; echo "This account is currently not available."; exit 1;');
    await expect(host.send({ script: sh`:` })).rejects.toMatchObject({
      code: 'no-shell',
      message: 'the login shell ended with status 1: "This account is currently not available."',
      unreachable: true,
    });
    await host.close();
  });

  test('a login that never becomes a shell is given up', async () => {
    const host = loginBy('echo "Choose: 1) start 2) stop"; exec sleep 600;', { bootTimeoutMs: 200 });
    await expect(host.send({ script: sh`:` })).rejects.toMatchObject({
      code: 'no-shell',
      message: 'no shell answered within 0.2 s: "Choose: 1) start 2) stop"',
    });
    await host.close();
  });

  test('a login that prints without end is given up', async () => {
    const host = loginBy('exec yes;');
    await expect(host.send({ script: sh`:` })).rejects.toMatchObject({ code: 'no-shell' });
    await host.close();
  });

  test('a shell that is not there is reported, and not asked for again', async () => {
    let opened = 0;
    const host = loginBy('', { shell: '/nonexistent/sh' }, () => (opened += 1));
    for (let turn = 0; turn < 2; turn += 1)
      await expect(host.send({ script: sh`:` })).rejects.toMatchObject({ code: 'no-shell' });
    expect(opened).toBe(1);
    await host.close();
  });

  test('a transport that cannot open a channel makes the host unreachable', async () => {
    const open = (): Promise<Channel> => Promise.reject(new Error('no more channels'));
    const host = createWireHost({ name: 'x', transport: 'test', open });
    await expect(host.send({ script: sh`:` })).rejects.toMatchObject({
      code: 'unreachable',
      message: 'no more channels',
    });
    await host.close();
  });
});

describe('when the connection dies', () => {
  test('every outstanding request fails as unreachable', async () => {
    const channels: Channel[] = [];
    const host = loginBy('', {}, (channel) => channels.push(channel));
    await host.send({ script: sh`:` });
    const sends = [
      host.send({ script: sh`sleep 600`, form: 'task' }),
      host.send({ script: sh`echo never` }),
      host.send({ script: sh`cat`, stdin: Buffer.alloc(200_000) }),
    ];
    await delay(50);
    for (const channel of channels) channel.close();
    const results = await Promise.allSettled(sends);
    expect(results).toEqual(
      sends.map(() => ({ status: 'rejected', reason: expect.objectContaining({ code: 'unreachable' }) })),
    );
    await host.close();
  });

  test('a runner that is killed fails its request as unreachable, and the next one gets a new runner', async () => {
    const host = loginBy('');
    await expect(host.send({ script: sh`kill -9 0` })).rejects.toMatchObject({ code: 'unreachable' });
    expect(String((await host.send({ script: sh`echo again` })).stdout)).toBe('again\n');
    await host.close();
  });

  test('a chain does not go on in another runner', async () => {
    const host = loginBy('');
    await expect(host.send({ script: sh`kill -9 0`, chain: 1 })).rejects.toMatchObject({ code: 'unreachable' });
    await expect(host.send({ script: sh`echo on`, chain: 1 })).rejects.toMatchObject({ code: 'unreachable' });
    await host.close();
  });

  test('a script never takes half of its input for the whole', async () => {
    const path = `/tmp/.half-${process.pid}`;
    for (const form of ['probe', 'task'] as const) {
      const channels: Channel[] = [];
      const host = loginBy('', {}, (channel) => channels.push(channel));
      await host.send({ script: sh`:` });
      const [channel] = channels;
      const write = channel!.stdin.write.bind(channel!.stdin);
      // The rest never leaves: the connection dies in the middle of the payload.
      channel!.stdin.write = ((chunk: Uint8Array) =>
        write(chunk.subarray(0, 250_000), () => {
          if (chunk.length > 250_000) setTimeout(() => channel!.close(), 50);
        })) as typeof write;
      const send = host.send({
        script: sh`cat >/dev/null; echo whole >${path}`,
        stdin: Buffer.alloc(500_000),
        form,
        onDisconnect: 'finish',
      });
      await expect(send).rejects.toMatchObject({ code: 'unreachable' });
      await host.close();
    }
    await delay(1500);
    const other = loginBy('');
    expect((await other.send({ script: sh`ls ${path} /dev/shm/.rackwright-* 2>/dev/null` })).exitCode).not.toBe(0);
    await other.close();
  });
});

describe('when the connection dies before a task begins', () => {
  test('its input lies nowhere any more', async () => {
    const channels: Channel[] = [];
    // Where the supervisor would open the file and remove it: a busy machine takes as long.
    const host = loginBy('', {}, (channel) => channels.push(channel));
    host.begin({
      script: verbatim('_supervise() { sleep 600; }'),
      timeoutMs: 10_000,
      onDone: () => undefined,
      refusal: () => new HostError('unreachable', 'it did not begin'),
    });
    const secret = randomUUID();
    const send = host.send({ script: sh`cat`, stdin: Buffer.from(secret), form: 'task' });
    await delay(1000);
    const look = loginBy('');
    const kept = async (): Promise<string> =>
      String((await look.send({ script: sh`grep -lx ${secret} /dev/shm/.rackwright-* 2>/dev/null || :` })).stdout);
    expect(await kept()).not.toBe('');
    for (const channel of channels) channel.close();
    await expect(send).rejects.toMatchObject({ code: 'unreachable' });
    await delay(1500);
    expect(await kept()).toBe('');
    await Promise.all([host.close(), look.close()]);
  });
});

describe('reading counted payload', () => {
  const payload = Buffer.alloc(200_001, 'x\n');
  const limited = (refuse: string): string =>
    `d=$(mktemp -d); printf '%s\\n' '#!/bin/sh' 'case "$*" in *${refuse}*) exit 1;; esac; exec /bin/dd "$@"' >$d/dd; chmod +x $d/dd; PATH=$d:$PATH; export PATH;`;

  test.each([
    ['a dd without count_bytes', 'count_bytes'],
    ['a dd without fullblock', 'fullblock'],
  ])('works with %s', async (_, refuse) => {
    const host = loginBy(limited(refuse));
    const size = refuse === 'fullblock' ? 3000 : payload.length;
    const results = await Promise.all([
      host.send({ script: verbatim('cksum; command -v dd'), stdin: payload.subarray(0, size) }),
      host.send({ script: sh`cksum`, stdin: payload.subarray(0, size), form: 'task' }),
      host.send({ script: sh`echo next` }),
    ]);
    const [first, second, third] = results.map((result) => String(result.stdout));
    expect(first).toMatch(/^\d+ \d+\n\/tmp\/.*\/dd\n$/);
    expect(first).toMatch(new RegExp(`^${second}`));
    expect(first).toContain(` ${size}\n`);
    expect(third).toBe('next\n');
    await host.send({ script: verbatim('rm -r "$(dirname "$(command -v dd)")"') });
    await host.close();
  });

  test('a long script that cannot be read from its file is a failure, not a script that does nothing', async () => {
    const host = loginBy(limited('bs=2?????*count=1'));
    const script = verbatim(`: ${'x'.repeat(200_000)}; echo never`);
    const { exitCode, stdout, stderr } = await host.send({ script, form: 'task' });
    expect([exitCode, String(stdout), String(stderr)]).toEqual([74, '', 'the script cannot be read\n']);
    await host.send({ script: verbatim('rm -r "$(dirname "$(command -v dd)")"') });
    await host.close();
  });
});

describe('on a host with few tools', () => {
  const basics = ['sh', 'dd', 'cat', 'sleep', 'rm', 'echo', 'kill', 'ps', 'true'];
  test.each([
    ['neither setsid nor perl', basics],
    ['perl but no setsid', [...basics, 'perl']],
    ['setsid but an env that knows no signals', [...basics, 'setsid']],
  ])('%s: tasks can be stopped', async (_, tools) => {
    const links = tools.map((tool) => `ln -s "$(command -v ${tool})" "$d/${tool}" 2>/dev/null;`).join(' ');
    const host = loginBy(
      `d=$(mktemp -d); ${links} printf '%s\\n' '#!/bin/sh' 'case $1 in --*) exit 1;; esac; exec "$@"' >$d/env; chmod +x $d/env; PATH=$d; export PATH;`,
      { killGraceMs: 300 },
    );
    const hung = host.send({ script: sh`echo $$; exec sleep 600`, form: 'task', timeoutMs: 300 });
    await expect(hung).rejects.toMatchObject({ code: 'timeout' });
    const result = await host.send({ script: sh`echo ok; cat`, stdin: Buffer.from('in'), form: 'task' });
    expect(String(result.stdout)).toBe('ok\nin');
    await host.send({ script: verbatim('/bin/rm -r "${PATH%%:*}"') });
    await host.close();
  });
});

/** A local host whose login shell runs `rc` first. */
function loginBy(rc: string, more: Partial<WireHostOptions> = {}, onOpen?: (channel: Channel) => void): Host {
  return createWireHost({
    name: 'here',
    transport: 'test',
    killGraceMs: 1000,
    open: (command) => {
      const channel = childChannel(spawn('/bin/sh', ['-c', `${rc} ${command}`], { detached: true, stdio: 'pipe' }));
      onOpen?.(channel);
      return Promise.resolve(channel);
    },
    ...more,
  });
}
