import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host, HostRequest } from '../../src/host.ts';
import { sh } from '../../src/shell.ts';
import { childChannel } from '../../src/wire/child-channel.ts';
import { createWireHost } from '../../src/wire/host.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = temporaryDirectory();

describe('a host over a wire', () => {
  const request = fc.record({
    form: fc.constantFrom('probe' as const, 'task' as const),
    size: fc.constantFrom(0, 1, 100, 5000, 70_000),
    read: fc.constantFrom('all' as const, 'none' as const, 'line' as const),
    status: fc.constantFrom(0, 0, 0, 1, 255),
    chain: fc.constantFrom(undefined, 1, 2),
    padding: fc.constantFrom(0, 0, 3000),
    confidential: fc.boolean(),
  });

  test.each(['/bin/sh', '/bin/bash'])(
    'any mixture of requests is answered as if each were alone (%s)',
    async (shell) => {
      await fc.assert(
        fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 12 }), async (plans) => {
          const host = hostWith(shell);
          const failed = new Set<number>();
          const exchanges = plans.map((plan, at) => {
            const stdin = randomBytes(plan.size).map((byte) => (byte === 10 ? 11 : byte));
            const skipped = plan.chain !== undefined && failed.has(plan.chain);
            if (plan.chain !== undefined && plan.status !== 0) failed.add(plan.chain);
            const stdout = plan.read === 'all' ? stdin : Buffer.alloc(0);
            const wanted = skipped
              ? { skipped, exitCode: 125, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) }
              : { skipped, exitCode: plan.status, stdout, stderr: Buffer.from(`${at}\n`) };
            return { wanted, result: host.send(requestOf(plan, at, stdin)) };
          });
          const results = await Promise.all(exchanges.map(({ result }) => result));
          await host.close();
          results.forEach((result, at) => expect(result).toMatchObject(exchanges[at]!.wanted));
          expect(host.traffic.roundTrips).toBe(1);
        }),
        { numRuns: 10 },
      );
    },
    30_000,
  );

  test('the clock of a request runs also while what stands behind it does not fit the queue', async () => {
    const host = hostWith('/bin/sh');
    const first = host.send({ script: sh`:` });
    const hung = host.send({ script: sh`sleep 600`, form: 'task', timeoutMs: 50 });
    const behind = host.send({ script: sh`wc -c`, stdin: Buffer.alloc(100_000) });
    await expect(hung).rejects.toMatchObject({ code: 'timeout' });
    expect((await first).exitCode).toBe(0);
    expect(String((await behind).stdout).trim()).toBe('100000');
    await host.close();
  });

  test('the input of a confidential task is all that it finds there, however it opens it', async () => {
    const host = hostWith('/bin/sh');
    const stdin = Buffer.from('its input');
    for (const script of [sh`cat`, sh`cat </dev/stdin`, sh`cat; exit 3`]) {
      const { stdout, exitCode } = await host.send({ script, stdin, form: 'task', confidential: true });
      expect([Buffer.from(stdout).toString(), exitCode]).toEqual(['its input', script.text.endsWith('3') ? 3 : 0]);
    }
    await host.close();
  });

  test.each(['dash', 'bash', 'ksh93', 'mksh', 'busybox'])(
    'a short confidential script reaches its shell as it is, and nobody’s environment or arguments (%s)',
    async (name) => {
      const host = hostWith(pathOf(name));
      const odd = 'line one\n  two \\ "three" \'four\' $HOME `date` ünï\n\n';
      const script = sh`printf %s ${odd}; cat; tr '\\0' '\\n' </proc/$$/environ; tr '\\0' '\\n' </proc/$$/cmdline >&2; exit 7`;
      const task = host.send({ script, form: 'task', confidential: true });
      const empty = host.send({ script: sh`:`, form: 'task', confidential: true });
      const { stdout, stderr, exitCode } = await task;
      const said = Buffer.from(stdout).toString();
      expect([said.slice(0, odd.length), exitCode]).toEqual([odd, 7]);
      expect(said.slice(odd.length) + Buffer.from(stderr).toString()).not.toContain('three');
      expect((await empty).exitCode).toBe(0);
      await host.close();
    },
  );

  test.each(['mksh', 'dash'])('no program gets a confidential script as an argument (%s)', async (name) => {
    const place = mkdtempSync(join(root, 'printf-'));
    const spy = `#!/bin/sh\necho "$@" >>${place}/told\nexec /usr/bin/printf "$@"\n`;
    writeFileSync(join(place, 'printf'), spy, { mode: 0o755 });
    writeFileSync(join(place, 'told'), '');
    const environment = { ...process.env, PATH: `${place}:${process.env['PATH'] ?? ''}` };
    const host = createWireHost({
      name: 'x',
      transport: 'test',
      shell: pathOf(name),
      open: (command) =>
        Promise.resolve(
          childChannel(spawn('/bin/sh', ['-c', command], { detached: true, stdio: 'pipe', env: environment })),
        ),
    });
    const { stdout } = await host.send({ script: sh`echo ${'a secret'}`, form: 'task', confidential: true });
    expect(Buffer.from(stdout).toString()).toBe('a secret\n');
    await host.close();
    expect(readFileSync(join(place, 'told'), 'utf8')).not.toContain('a secret');
  });

  test('a confidential task that hangs is ended like any other', async () => {
    const host = hostWith('/bin/sh');
    const hung = host.send({ script: sh`sleep 600`, form: 'task', confidential: true, timeoutMs: 100 });
    await expect(hung).rejects.toMatchObject({ code: 'timeout' });
    expect((await host.send({ script: sh`:`, form: 'task', confidential: true })).exitCode).toBe(0);
    await host.close();
  });

  test('becoming the login user needs neither sudo nor another shell', async () => {
    const host = createWireHost({ name: 'x', transport: 'test', open: openLocal, user: 'deploy' });
    const become = { method: 'doas', user: 'deploy' } as const;
    const [first, second] = await Promise.all([
      host.send({ script: sh`echo $PPID` }),
      host.send({ script: sh`echo $PPID`, become }),
    ]);
    expect(first.stdout).toEqual(second.stdout);
    await host.close();
  });

  test('what was closed is not opened again', async () => {
    const host = hostWith('/bin/sh');
    await host.send({ script: sh`:` });
    await host.close();
    await expect(host.send({ script: sh`:` })).rejects.toMatchObject({
      code: 'unreachable',
      message: 'the connection has been closed',
    });
  });

  test('one chain for two users is refused', async () => {
    const host = hostWith('/bin/sh');
    await host.send({ script: sh`:`, chain: 1 });
    const become = { method: 'sudo', user: 'nobody' } as const;
    await expect(host.send({ script: sh`:`, chain: 1, become })).rejects.toMatchObject({ code: 'internal' });
    await host.close();
  });

  test('a probe that hangs takes its shell with it, and nothing behind it is run', async () => {
    const host = hostWith('/bin/sh');
    const hung = host.send({ script: sh`sleep 600`, timeoutMs: 100 });
    const behind = host.send({ script: sh`echo never` });
    await expect(hung).rejects.toMatchObject({ code: 'timeout', message: 'it took longer than 0.1 s and was killed' });
    await expect(behind).rejects.toMatchObject({ code: 'timeout' });
    await host.close();
  });
});

interface Plan {
  readonly form: 'probe' | 'task';
  readonly read: 'all' | 'none' | 'line';
  readonly status: number;
  readonly chain: number | undefined;
  readonly padding: number;
  readonly confidential: boolean;
}

function requestOf(
  { form, read, status, chain, padding, confidential }: Plan,
  at: number,
  stdin: Uint8Array,
): HostRequest {
  const reading = { all: sh`cat`, none: sh`:`, line: sh`IFS= read -r line` }[read];
  const script = sh`: ${'x'.repeat(padding)}; ${reading}; echo ${at} >&2; exit ${status}`;
  return { script, stdin, form, ...(confidential && { confidential }), ...(chain !== undefined && { chain }) };
}

/** busybox is the shell that it is called as. */
function pathOf(shell: string): string {
  const path = execFileSync('which', [shell], { encoding: 'utf8' }).trim();
  if (shell !== 'busybox') return path;
  const ash = join(mkdtempSync(join(root, 'busybox-')), 'ash');
  symlinkSync(path, ash);
  return ash;
}

function hostWith(shell: string): Host {
  return createWireHost({ name: 'x', transport: 'test', open: openLocal, shell, killGraceMs: 500 });
}

function openLocal(command: string): Promise<ReturnType<typeof childChannel>> {
  return Promise.resolve(childChannel(spawn('/bin/sh', ['-c', command], { detached: true, stdio: 'pipe' })));
}
