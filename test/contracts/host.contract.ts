import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { HostError } from '../../src/diagnostics/errors.ts';
import type { CommandResult, Host, HostRequest } from '../../src/host.ts';
import { sh, verbatim } from '../../src/shell.ts';

/**
 * What every host must do, whatever carries it. `makeHost` gives a fresh connection to one and the same machine, with a
 * grace of at most two seconds between TERM and KILL.
 */
export function hostContract(name: string, makeHost: () => Promise<Host>): void {
  // Some wait for processes to disappear, which takes its time on a busy machine.
  jest.setTimeout(30_000);

  describe(`the contract of a host, kept by ${name}`, () => {
    let host: Host;
    beforeEach(async () => {
      host = await makeHost();
    });
    afterEach(async () => {
      await host.close();
    });

    const run = async (script: string, more: Partial<HostRequest> = {}): Promise<Shown> =>
      shown(await host.send({ script: verbatim(script), ...more }));
    const alive = async (pid: string): Promise<boolean> => (await run(`kill -0 ${pid} 2>/dev/null`)).exitCode === 0;
    const gone = (pid: string): Promise<void> => eventually(async () => !(await alive(pid)));

    describe('a prelude', () => {
      const told: (readonly [string, string | undefined])[] = [];
      const begin = (script: string): void => {
        told.length = 0;
        host.begin({
          script: verbatim(script),
          timeoutMs: 20_000,
          onDone: (result, become) => told.push([shown(result).stdout, become?.user]),
          refusal: (result) => new HostError('locked', `refused: ${shown(result).stdout.trim()}`),
        });
      };

      test('is done once, before everything else, in the shell that lives on', async () => {
        const path = await makeHost().then(async (other) => {
          const made = await other.send({ script: sh`mktemp` });
          await other.close();
          return shown(made).stdout.trim();
        });
        begin(`echo begun; exec 8>>'${path}'; echo "$$" >&8`);
        const results = await Promise.all([
          run('echo one'),
          run('if { true >&8; } 2>/dev/null; then echo open; else echo closed; fi', { form: 'task' }),
          run('echo "$$"'),
          run(`cat '${path}'`),
        ]);
        expect(results.map(({ stdout }) => stdout)).toEqual([
          'one\n',
          'closed\n',
          results[3].stdout,
          results[2].stdout,
        ]);
        expect(told).toEqual([['begun\n', undefined]]);
        await run(`rm '${path}'`);
      });

      test('that takes a lock holds it until the connection ends, whatever tasks leave behind', async () => {
        const path = (await run('mktemp')).stdout.trim();
        await host.close();
        host = await makeHost();
        begin(`exec 8>>'${path}'; flock -n 8 8>&8`);
        await run('sleep 20 >/dev/null 2>&1 & echo "$!"', { form: 'task' }).then(async ({ stdout: pid }) => {
          const other = await makeHost();
          const tries = async (): Promise<number> => (await other.send({ script: sh`flock -n ${path} true` })).exitCode;
          expect(await tries()).toBe(1);
          await host.close();
          await eventually(async () => (await tries()) === 0);
          await other.send({ script: sh`kill ${pid.trim()}; rm ${path}` });
          await other.close();
        });
      });

      test('that fails keeps all that is on its way behind it from being done', async () => {
        const path = (await run('mktemp -u')).stdout.trim();
        await host.close();
        host = await makeHost();
        begin('echo "somebody has it"; return 1');
        const sends = [run(`touch '${path}'`), run(`touch '${path}'`, { form: 'task' }), run('echo on')];
        const refused = {
          status: 'rejected',
          reason: expect.objectContaining({ code: 'locked', message: 'refused: somebody has it' }),
        };
        expect(await Promise.allSettled(sends)).toEqual([refused, refused, refused]);
        await expect(run('echo on')).rejects.toMatchObject({ code: 'locked' });
        expect(told).toEqual([]);
        const other = await makeHost();
        expect((await other.send({ script: sh`[ -e ${path} ]` })).exitCode).toBe(1);
        await other.close();
      });
    });

    describe('an upload', () => {
      const content = randomBytes(3_000_001);
      const upload = async (script: string, pieces: AsyncIterable<Uint8Array>, more = {}): Promise<Shown> =>
        shown(await host.upload({ script: verbatim(script), input: pieces, size: content.length, ...more }));

      test('gives a script all of its input, and tells how much has been sent', async () => {
        const sent: number[] = [];
        const path = (await run('mktemp')).stdout.trim();
        const script = `incoming >'${path}'; echo "it's\nover" >&2; exit 3`;
        const result = await upload(script, inPieces(content), { onSent: (bytes: number) => sent.push(bytes) });
        expect(result).toMatchObject({ exitCode: 3, stdout: '', skipped: false });
        expect(result.stderr).toContain("it's");
        const back = await host.send({ script: sh`cat ${path}; rm ${path}` });
        expect(Buffer.compare(back.stdout, content)).toBe(0);
        expect(sent.at(-1)).toBe(content.length);
        expect(host.traffic.bytesSent).toBeGreaterThan(content.length);
      });

      test('that the script does not read to its end is over when the script is', async () => {
        expect(await upload('head -c 10 | wc -c; exit 1', inPieces(content))).toMatchObject({
          stdout: '10\n',
          exitCode: 1,
        });
      });

      test('whose input cannot be read fails with that, and the host goes on', async () => {
        const broken = async function* (): AsyncGenerator<Uint8Array> {
          yield content;
          await Promise.resolve();
          throw new Error('no such disk');
        };
        await expect(upload('incoming >/dev/null', broken())).rejects.toThrow('no such disk');
        expect((await run('echo on')).stdout).toBe('on\n');
      });

      test('can be interrupted', async () => {
        const stop = new AbortController();
        const hung = upload('sleep 600', inPieces(content), { signal: stop.signal });
        setTimeout(() => stop.abort(), 200);
        await expect(hung).rejects.toMatchObject({ code: 'interrupted' });
        expect((await run('echo on')).stdout).toBe('on\n');
      });
    });

    describe('a command line without a runner', () => {
      const direct = async (text: string, more = {}): Promise<Shown> =>
        shown(await host.direct({ command: verbatim(text), ...more }));

      test('gives its output on two streams and its status, and reads its input', async () => {
        const text = 'cat; echo err >&2; exit 3';
        expect(await direct(text, { stdin: Buffer.from('in') })).toMatchObject({
          stdout: 'in',
          stderr: expect.stringContaining('err\n'),
          exitCode: 3,
        });
        expect((await direct('cat; echo end')).stdout).toBe('end\n');
      });

      test('is not waited for when its time is up, or when the run is interrupted', async () => {
        await expect(direct('exec sleep 30', { timeoutMs: 300 })).rejects.toMatchObject({ code: 'timeout' });
        const stop = new AbortController();
        const hung = direct('exec sleep 30', { signal: stop.signal });
        setTimeout(() => stop.abort(), 200);
        await expect(hung).rejects.toMatchObject({ code: 'interrupted' });
        expect((await run('echo on')).stdout).toBe('on\n');
      });
    });

    describe.each(['probe', 'task'] as const)('as a %s', (form) => {
      test('a script gives its output on two streams and its status', async () => {
        const result = await run('echo out; echo err >&2; exit 3', { form });
        expect(result).toMatchObject({
          stdout: 'out\n',
          stderr: 'err\n',
          exitCode: 3,
          skipped: false,
          truncated: false,
        });
        expect(result.durationMs).toBeGreaterThan(0);
      });

      test('a script without output gives none', async () => {
        expect(await run(':', { form })).toMatchObject({ stdout: '', stderr: '', exitCode: 0 });
        expect(await run('', { form })).toMatchObject({ stdout: '', stderr: '', exitCode: 0 });
      });

      test('standard input arrives and returns byte by byte', async () => {
        const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
        const large = randomBytes(2_000_001);
        const inputs = [everyByte, large, Buffer.from('\n'), Buffer.from('.\n'), Buffer.from('no newline')];
        const results = await Promise.all(inputs.map((stdin) => host.send({ script: sh`cat`, stdin, form })));
        expect(results.map((result) => result.exitCode)).toEqual(inputs.map(() => 0));
        results.forEach((result, at) => expect(Buffer.compare(result.stdout, inputs[at]!)).toBe(0));
      });

      test('binary output is not changed, not even where it looks like a mark', async () => {
        const script = verbatim(String.raw`printf '\036%032d E 1 0\n' 0; printf '\036'; printf '\000\377' >&2`);
        const result = await host.send({ script, form });
        expect(Buffer.from(result.stdout).toString('latin1')).toBe(`\x1e${'0'.repeat(32)} E 1 0\n\x1e`);
        expect([...result.stderr]).toEqual([0, 255]);
      });

      test('without standard input a script reads its end at once', async () => {
        expect(await run('cat; echo "$?"', { form })).toMatchObject({ stdout: '0\n' });
      });

      test('input that a script leaves unread does not disturb the next request', async () => {
        const stdin = randomBytes(300_000);
        const results = await Promise.all([
          run('exit 1', { form, stdin }),
          run('IFS= read -r line; echo "$line"', { form, stdin: Buffer.from('first\nsecond\n') }),
          run('exec </dev/null; echo closed', { form, stdin }),
          run('echo next', { form }),
        ]);
        expect(results.map((result) => result.stdout)).toEqual(['', 'first\n', 'closed\n', 'next\n']);
      });

      test('a script of any length and content is run as it is', async () => {
        const text = `printable ' " \\ $x \`y\` ! # ~ * ? \t\x01\x7f\r\n ü → 𝄞\nend`;
        for (const repeat of [1, 60, 4000]) {
          const long = text.repeat(repeat);
          const result = await run(`cksum <<'here'\n${long}\nhere\nexit 5`, { form });
          const wanted = await run('cksum', { form, stdin: Buffer.from(`${long}\n`) });
          expect(result).toMatchObject({ stdout: wanted.stdout, exitCode: 5 });
        }
      });

      test('a long script still has its own input', async () => {
        const script = `: ${'x'.repeat(150_000)}; cat`;
        expect(await run(script, { form, stdin: Buffer.from('input') })).toMatchObject({ stdout: 'input' });
        expect(await run(script, { form })).toMatchObject({ stdout: '' });
      });

      test('a script that no environment can hold is run, and what it starts sees nothing of it', async () => {
        const look = `tr '\\0' '\\n' </proc/$$/cmdline; tr '\\0' '\\n' </proc/$$/environ; env; readlink /proc/self/fd/0`;
        const { stdout, exitCode } = await run(`: ${'hidden ü '.repeat(30_000)}\n${look}; exit 5\n\n`, { form });
        expect(stdout).toMatch(/PATH=[^]*\n\/dev\/null\n$/);
        expect(stdout).not.toContain('hidden');
        expect(exitCode).toBe(5);
      });

      test('scripts cannot change the ground the next one stands on', async () => {
        await run('cd /; umask 000; x=1; export x; set -f; f() { echo f; }; trap "echo bye" EXIT; exec >/dev/null', {
          form,
        });
        await run('exit 9', { form });
        await run('set -e; false; echo never', { form });
        const after = await run(
          'pwd; test "$(umask)" -eq 77; echo "$?"; echo "${x-unset}"; echo /et[c]; f 2>/dev/null || echo "no f"',
          { form },
        );
        expect(after.stdout.split('\n').slice(1)).toEqual(['0', 'unset', '/etc', 'no f', '']);
        expect(after.stdout).not.toMatch(/^\/\n/);
      });

      test('the environment is the one that scripts can rely on', async () => {
        const script =
          'echo "$LC_ALL"; command -v sysctl >/dev/null || echo "no sbin"; echo "${CDPATH-}${BASH_ENV-}$#"';
        expect((await run(script, { form })).stdout).toBe('C\n0\n');
      });

      test('syntax errors are an ordinary failure', async () => {
        const results = await Promise.all([
          run('if true; then (', { form }),
          run("echo 'open", { form }),
          run('echo ok', { form }),
        ]);
        expect(results.map((result) => result.exitCode === 0)).toEqual([false, false, true]);
        expect(results[0].stderr).not.toBe('');
        expect(results[2].stdout).toBe('ok\n');
      });

      test('a command that is not there ends with 127', async () => {
        expect((await run('there-is-no-such-command', { form })).exitCode).toBe(127);
      });

      test('death by signal 9 is status 137', async () => {
        expect((await run(`sh -c 'kill -9 $$'`, { form })).exitCode).toBe(137);
      });

      test('output is passed on while the script still runs', async () => {
        const seen: string[] = [];
        const times: number[] = [];
        const result = await run('echo one; echo two >&2; sleep 0.4; echo three', {
          form,
          onOutput: (stream, chunk) => {
            times.push(performance.now());
            seen.push(`${stream} ${Buffer.from(chunk).toString()}`);
          },
        });
        expect(performance.now() - times[0]!).toBeGreaterThan(300);
        expect(seen.sort()).toEqual(['stderr two\n', 'stdout one\n', 'stdout three\n']);
        expect(result.stdout).toBe('one\nthree\n');
      });

      test('of very long output the head and the tail are kept', async () => {
        const mebibyte = 1024 * 1024;
        const script = sh`echo head; dd if=/dev/zero bs=65536 count=320 2>/dev/null; echo tail`;
        const result = await host.send({ script, form });
        expect(result).toMatchObject({ truncated: true, exitCode: 0 });
        expect(result.stdout).toHaveLength(16 * mebibyte);
        expect(Buffer.from(result.stdout.subarray(0, 5)).toString()).toBe('head\n');
        expect(Buffer.from(result.stdout.subarray(-5)).toString()).toBe('tail\n');
      });

      test('after a failure the rest of its chain is skipped, and only that', async () => {
        const stdin = randomBytes(70_000);
        const send = (script: string, chain?: number): Promise<Shown> =>
          run(script, { form, stdin, ...(chain === undefined ? {} : { chain }) });
        const results = await Promise.all([
          send('echo a', 1),
          send('false', 1),
          send('echo b', 2),
          send('echo c', 1),
          send('false'),
          send('echo d', 2),
          send('echo e', 1),
          send('echo f', 0),
        ]);
        expect(results.map(({ stdout, exitCode, skipped }) => `${stdout.trim()} ${exitCode} ${skipped}`)).toEqual([
          'a 0 false',
          ' 1 false',
          'b 0 false',
          ' 125 true',
          ' 1 false',
          'd 0 false',
          ' 125 true',
          'f 0 false',
        ]);
        expect(await send('echo late', 1)).toMatchObject({ skipped: true, exitCode: 125, stdout: '' });
      });

      test('a time-out is an error and the host goes on', async () => {
        const started = performance.now();
        const hung = run('sleep 600', { form, timeoutMs: 200 });
        await expect(hung).rejects.toMatchObject({ code: 'timeout' });
        expect(performance.now() - started).toBeLessThan(4000);
        expect((await run('echo on')).stdout).toBe('on\n');
      });

      test('a request that was interrupted before it was sent is never run', async () => {
        const signal = AbortSignal.abort();
        await expect(run('echo never', { form, signal })).rejects.toMatchObject({ code: 'interrupted' });
      });
    });

    test('requests of all forms are run in the order they were sent', async () => {
      const path = `/tmp/.rackwright-order-${randomBytes(8).toString('hex')}`;
      const sends = Array.from({ length: 12 }, (_, at) =>
        run(`${at % 3 === 0 ? 'sleep 0.05; ' : ''}echo ${at} >>${path}`, {
          form: at % 2 === 0 ? 'task' : 'probe',
          ...(at % 4 === 1 ? { stdin: Buffer.from('x') } : {}),
        }),
      );
      await Promise.all(sends);
      expect((await run(`cat ${path}; rm ${path}`)).stdout).toBe(sends.map((_, at) => `${at}\n`).join(''));
    });

    test('a script of any length leaves room for the next', async () => {
      const lengths = [90_000, 300_000, 0, 110_000, 3000, 300_000];
      const sends = lengths.flatMap((length) => {
        const script = `: ${'x'.repeat(length)}; env >/dev/null && cat`;
        const stdin = Buffer.from(`${length}\n`);
        return [run(script, { stdin, form: 'task' }), run(script, { stdin, form: 'probe' })];
      });
      const results = await Promise.all(sends);
      expect(results.map(({ stdout, stderr }) => stdout + stderr)).toEqual(
        lengths.flatMap((length) => [`${length}\n`, `${length}\n`]),
      );
    });

    test('the clock of a request starts when the host begins it, however long others take before', async () => {
      const long = run('sleep 1.3', { form: 'task' });
      // Some of them fit the queue of the host, some do not.
      const behind = (['probe', 'task', 'probe'] as const).map((form) =>
        run('echo ok', { form, timeoutMs: 1200, stdin: Buffer.alloc(30_000) }),
      );
      const late = run('sleep 600', { form: 'task', timeoutMs: 100 });
      const refused = expect(late).rejects.toMatchObject({ code: 'timeout' });
      expect((await long).durationMs).toBeGreaterThan(1200);
      for (const { stdout, durationMs } of await Promise.all(behind)) {
        expect(stdout).toBe('ok\n');
        expect(durationMs).toBeLessThan(1200);
      }
      await refused;
    });

    test('requests that are sent together cost one round trip', async () => {
      const large = Buffer.alloc(100_000);
      await Promise.all(
        Array.from({ length: 20 }, (_, at) => run('cat >/dev/null', at % 5 === 0 ? { stdin: large } : {})),
      );
      expect(host.traffic).toMatchObject({ roundTrips: 1, requests: 20 });
      await run(':');
      expect(host.traffic).toMatchObject({ roundTrips: 2, requests: 21 });
      expect(host.traffic.bytesSent).toBeGreaterThan(400_000);
      expect(host.traffic.bytesReceived).toBeGreaterThan(1000);
    });

    test('a time-out ends every process of a task, also those that ignore TERM', async () => {
      const pids: string[] = [];
      const hung = run(`trap '' TERM; sleep 600 & echo $! $$; (trap '' TERM; sleep 601) & echo $!; wait`, {
        form: 'task',
        timeoutMs: 400,
        onOutput: (_, chunk) => pids.push(...Buffer.from(chunk).toString().trim().split(/\s+/)),
      });
      await expect(hung).rejects.toMatchObject({ code: 'timeout' });
      expect(pids).toHaveLength(3);
      for (const pid of pids) await gone(pid);
    });

    test('a task that is told to end may clean up first', async () => {
      const seen: string[] = [];
      const hung = run(`trap 'sleep 0.2; echo cleaned; exit 0' TERM; while :; do sleep 0.05; done`, {
        form: 'task',
        timeoutMs: 300,
        onOutput: (stream, chunk) => seen.push(...(stream === 'stdout' ? [Buffer.from(chunk).toString()] : [])),
      });
      await expect(hung).rejects.toMatchObject({ code: 'timeout' });
      expect(seen.join('')).toBe('cleaned\n');
    });

    test('the chain of a task that was stopped is skipped, whatever status it ended with', async () => {
      const stopped = run(`trap 'exit 0' TERM; while :; do sleep 0.05; done`, {
        form: 'task',
        timeoutMs: 200,
        chain: 7,
      });
      const next = run('echo never', { chain: 7 });
      await expect(stopped).rejects.toMatchObject({ code: 'timeout' });
      expect(await next).toMatchObject({ skipped: true, stdout: '' });
    });

    test('interrupting a task ends it, and the requests behind it are run', async () => {
      const controller = new AbortController();
      let pid = '';
      const hung = run('echo $$; exec sleep 600', {
        form: 'task',
        signal: controller.signal,
        onOutput: (_, chunk) => {
          pid += Buffer.from(chunk).toString().trim();
          controller.abort();
        },
      });
      const behind = run('echo behind', { form: 'task' });
      await expect(hung).rejects.toMatchObject({ code: 'interrupted' });
      expect((await behind).stdout).toBe('behind\n');
      expect(await alive(pid)).toBe(false);
    });

    test('a task that leaves something in the background ends, and later answers stay clean', async () => {
      const left = await run('( while :; do echo stray; echo stray >&2; sleep 0.01; done ) & echo $!', {
        form: 'task',
      });
      const pid = left.stdout.split('\n').find((line) => /^\d+$/.test(line))!;
      const after = await Promise.all([run('sleep 0.1; echo one'), run('sleep 0.1; echo two', { form: 'task' })]);
      expect(after.map((each) => each.stdout + each.stderr)).toEqual(['one\n', 'two\n']);
      await gone(pid);
    });

    test('a silent process in the background outlives its task', async () => {
      const { stdout } = await run('sleep 600 >/dev/null 2>&1 & echo $!', { form: 'task' });
      expect(await alive(stdout.trim())).toBe(true);
      expect((await run(`kill ${stdout.trim()}`)).exitCode).toBe(0);
    });

    test('closing leaves no process and no file behind', async () => {
      const other = await makeHost();
      await run('cat', { form: 'task', stdin: randomBytes(100_000) });
      const group = (await run('ps -o pgid= -p $$')).stdout.trim();
      expect(group).toMatch(/^\d+$/);
      await host.close();
      await host.close();
      await eventually(async () => {
        const script = sh`ps -eo pgid= | grep -cxE ${` *${group}`}; ls -d /tmp/.rackwright-* /dev/shm/.rackwright-* 2>/dev/null | wc -l`;
        return /^0\n *0\n$/.test(shown(await other.send({ script })).stdout);
      });
      await other.close();
      await expect(run(':')).rejects.toMatchObject({ code: 'unreachable' });
    });

    test('closing ends a task that is running', async () => {
      const other = await makeHost();
      const pid = await new Promise<string>((resolve) => {
        const cut = run(`trap '' TERM; echo $$; while :; do sleep 1; done`, {
          form: 'task',
          onOutput: (_, chunk) => resolve(Buffer.from(chunk).toString().trim()),
        });
        cut.catch(() => undefined);
      });
      await host.close();
      await eventually(async () => (await other.send({ script: sh`kill -0 ${pid} 2>/dev/null` })).exitCode !== 0);
      await other.close();
    });

    test('a task that may finish outlives the connection, its output included', async () => {
      const other = await makeHost();
      const path = `/tmp/.finish-${randomBytes(8).toString('hex')}`;
      await new Promise<void>((resolve) => {
        const cut = run(`echo started; sleep 0.5; seq 100000; echo more >&2; echo done >${path}; sleep 0.1`, {
          form: 'task',
          onDisconnect: 'finish',
          onOutput: () => resolve(),
        });
        cut.catch(() => undefined);
      });
      const never = run(`echo never >${path}.never`, { form: 'task' });
      await host.close();
      await expect(never).rejects.toMatchObject({ code: 'interrupted' });
      const script = sh`cat ${path} && ! ls ${path}.never 2>/dev/null`;
      await eventually(async () => shown(await other.send({ script })).stdout === 'done\n');
      await other.send({ script: sh`rm ${path}` });
      await other.close();
    });
  });
}

interface Shown extends Omit<CommandResult, 'stdout' | 'stderr'> {
  readonly stdout: string;
  readonly stderr: string;
}

function shown(result: CommandResult): Shown {
  return { ...result, stdout: Buffer.from(result.stdout).toString(), stderr: Buffer.from(result.stderr).toString() };
}

/** Waits until it holds, at most eight seconds. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 8000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('it did not come to hold within 8 s');
    await delay(50);
  }
}

async function* inPieces(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += 100_000) {
    await Promise.resolve();
    yield content.subarray(at, at + 100_000);
  }
}
