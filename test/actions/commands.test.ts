import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { command } from '../../src/actions/command.ts';
import { raw } from '../../src/actions/raw.ts';
import { script } from '../../src/actions/script.ts';
import { shell } from '../../src/actions/shell.ts';
import type { Host } from '../../src/host.ts';
import { childChannel } from '../../src/wire/child-channel.ts';
import { createWireHost } from '../../src/wire/host.ts';
import { askGuard, performAction } from '../support/perform-action.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();

describe.each([
  ['dash', 'dash'],
  ['bash', 'bash'],
  ['busybox', 'ash'],
])('on a host with %s', (program, name) => {
  let host: Host;
  beforeAll(() => {
    const path = join(directory, name);
    symlinkSync(`/usr/bin/${program}`, path);
    host = createWireHost({
      name: 'here',
      transport: 'local',
      shell: path,
      open: (text) => Promise.resolve(childChannel(spawn('/bin/sh', ['-c', text], { detached: true, stdio: 'pipe' }))),
    });
  });
  afterAll(() => host.close());

  test('command gives its words to the program untouched', async () => {
    const line = String.raw`printf '<%s>\n' '$HOME' "a b" *.txt ; '|'`;
    const { result, changed } = await performAction(command, { cmd: line }, host);
    expect({ changed, rc: result['rc'], lines: result['stdout_lines'] }).toEqual({
      changed: true,
      rc: 0,
      lines: ['<$HOME>', '<a b>', '<*.txt>', '<;>', '<|>'],
    });
  });

  test('command takes argv as it is, and says the status of what failed', async () => {
    const end = await performAction(command, { argv: ['sh', '-c', 'echo "$1" >&2; exit 3', '-', "it's"] }, host);
    expect(end.failed?.message).toContain('ended with status 3');
    expect(end.result).toMatchObject({ rc: 3, stdout: '', stderr: "it's", stderr_lines: ["it's"] });
  });

  test('command says 127 for a program that does not exist', async () => {
    expect((await performAction(command, { cmd: 'no-such-program' }, host)).result['rc']).toBe(127);
  });

  test('shell runs pipes, in a directory, with standard input', async () => {
    const args = { cmd: 'pwd; tr a-z A-Z | sed s/B/-/', chdir: directory, stdin: 'abc' };
    expect((await performAction(shell, args, host)).result['stdout_lines']).toEqual([directory, 'A-C']);
  });

  test('shell fails where the directory does not exist, and runs nothing', async () => {
    const marker = join(directory, `marker-${program}`);
    const end = await performAction(shell, { cmd: `touch ${marker}`, chdir: '/no/such/place' }, host);
    expect(end.result['rc']).toBe(1);
    expect(existsSync(marker)).toBe(false);
  });

  test('shell runs another shell when it is told to', async () => {
    const args = { cmd: 'echo "bash ${BASH_VERSION%%.*}"', executable: '/bin/bash' };
    expect((await performAction(shell, args, host)).result['stdout']).toMatch(/^bash \d+$/);
  });

  test('a command that takes too long is killed', async () => {
    await expect(performAction(shell, { cmd: 'sleep 60', timeout: 1 }, host)).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  test('script is sent, run with its arguments and removed', async () => {
    const source =
      '#!/bin/bash\necho "$# $2 ${BASH_VERSION:+bash}"; echo "$0" >&2; read -r x || echo no input; exit 4\n';
    const asset = { source: 's.sh', content: Buffer.from(source), executable: true };
    const end = await performAction(script, { src: asset, args: ['one', 'it is two'] }, host);
    expect(end.result).toMatchObject({ rc: 4, stdout: '2 it is two bash\nno input' });
    const { stderr } = end.result;
    expect(typeof stderr === 'string' && stderr.startsWith('/')).toBe(true);
    expect(existsSync(stderr as string)).toBe(false);
  });

  test('script without a first line is run by sh', async () => {
    const asset = { source: 's.sh', content: Buffer.from('echo hello\n'), executable: false };
    expect((await performAction(script, { src: asset }, host)).result['stdout']).toBe('hello');
  });

  test('raw gives its line to the login shell as it is, with standard input', async () => {
    const { result, changed } = await performAction(raw, { cmd: 'tr a-z A-Z; exit 5', stdin: "it's" }, host);
    expect({ changed, result }).toMatchObject({ changed: true, result: { rc: 5, stdout: "IT'S", stderr: '' } });
  });

  describe('is guarded', () => {
    const file = join(directory, 'it is there');
    beforeAll(() => writeFileSync(file, ''));

    test.each([
      [{ creates: file }, false],
      [{ creates: join(directory, 'it *') }, false],
      [{ creates: join(directory, 'no*') }, true],
      [{ creates: '/no/such/file' }, true],
      [{ removes: file }, true],
      [{ removes: '/no/such/file' }, false],
      [{ creates: 'it *', chdir: directory }, false],
      [{ creates: 'no*', chdir: directory }, true],
      [{ unless: `test "$PWD" = ${directory}`, chdir: directory }, false],
      [{ unless: 'true', chdir: '/no/such/directory' }, true],
      [{ unless: 'true' }, false],
      [{ unless: 'exit 7' }, true],
      [{ unless: 'no-such-program' }, true],
      [{ onlyif: 'test 1 = 1 | cat' }, true],
      [{ onlyif: 'false' }, false],
      [{ onlyif: 'exit 0; false', creates: '/no/such/file' }, true],
      [{ onlyif: 'true', creates: file }, false],
      [{ unless: "echo 'quo\"te' | grep -q 'o\"t'" }, false],
      [{ unless: 'if' }, true],
    ])('by %j: needed is %j', async (guards, needed) => {
      expect((await askGuard(shell, { cmd: 'true', ...guards }, host))?.needed).toBe(needed);
    });

    test('and without a guard nothing is asked', async () => {
      expect(await askGuard(shell, { cmd: 'true', always: true }, host)).toBeUndefined();
    });
  });
});

test('raw needs no shell that the runner could start on', async () => {
  const none = createWireHost({
    name: 'switch',
    transport: 'local',
    shell: '/no/such/shell',
    open: (text) => Promise.resolve(childChannel(spawn('/bin/echo', ['switch>', text], { stdio: 'pipe' }))),
  });
  const end = await performAction(raw, { cmd: 'show version' }, none);
  expect(end.result).toMatchObject({ rc: 0, stdout: 'switch> show version' });
  await none.close();
});

test('raw becomes nobody else', async () => {
  const become = { method: 'sudo', user: 'root' } as const;
  const direct = (): Promise<never> => Promise.reject(new Error('nothing may be sent'));
  const end = await performAction(raw, { cmd: 'id' }, { send: direct, direct }, { become });
  expect([end.changed, end.failed?.message]).toEqual([false, 'raw runs as the login user, and cannot become root']);
});

test('a directory is no script', () => {
  expect(() => script.bind({ src: { source: 'd', tree: [] } })).toThrow('is a directory, and a script is wanted');
});
