import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Become, Host } from '../../src/host.ts';
import { Secret } from '../../src/secret.ts';
import { sh } from '../../src/shell.ts';
import { bootPlan, nextBootStep } from '../../src/wire/become.ts';
import { childChannel } from '../../src/wire/child-channel.ts';
import { createWireHost } from '../../src/wire/host.ts';

jest.setTimeout(30_000);

describe('the command that starts a runner', () => {
  test('has nothing in it that csh or fish would read differently', () => {
    for (const method of ['sudo', 'su', 'doas'] as const)
      for (const password of [undefined, new Secret('p')]) {
        const become = { method, user: 'app', ...(password && { password }) };
        const { command } = bootPlan(become, '/bin/sh', 'token');
        expect(command).not.toMatch(/[\n!\\]/);
        expect(command).toMatch(/'[^']*IFS= read -r l; eval "\$l"'$|' app -c '[^']*'$/);
      }
  });

  test('without a password nothing may wait for one', () => {
    expect(bootPlan({ method: 'sudo', user: 'app' }, '/bin/sh', 't').command).toContain('sudo -n ');
    expect(bootPlan({ method: 'doas', user: 'app' }, '/bin/sh', 't').command).toContain('doas -n ');
  });
});

describe('the dialog before a runner', () => {
  const plan = bootPlan({ method: 'sudo', user: 'app', password: new Secret('p') }, '/bin/sh', 'token');
  const prompt = 'rackwright-password-token:';

  test('the password is sent at the first prompt only, and a second one means that it is wrong', () => {
    expect(nextBootStep(plan, 'We trust you have received the usual lecture. Password:', 0)).toBe('wait');
    expect(nextBootStep(plan, `lecture\n${prompt}`, 0)).toBe('answer');
    expect(nextBootStep(plan, `lecture\n${prompt}`, 1)).toBe('wait');
    expect(nextBootStep(plan, `lecture\n${prompt}\nSorry, try again.\n${prompt}`, 1)).toBe('refused');
  });

  test('a greeting ends it, with or without a prompt before', () => {
    expect(nextBootStep(plan, 'rackwright-shell-token\n', 0)).toBe('start');
    expect(nextBootStep(plan, `${prompt}\nrackwright-shell-token\n`, 1)).toBe('start');
  });
});

const missing = [
  ...(process.getuid?.() === 0 ? [] : ['root, to make users']),
  ...['sudo', 'su', 'doas', 'script', 'useradd', 'chpasswd'].filter(
    (tool) => !['/usr/bin', '/usr/sbin', '/bin'].some((directory) => existsSync(`${directory}/${tool}`)),
  ),
];

if (missing.length > 0) {
  test(`real sudo, su and doas are not tried here: this machine lacks ${missing.join(', ')}`, () => {
    expect(missing).not.toHaveLength(0);
  });
} else {
  describe('with the real sudo, su and doas of this machine and users made for the test', () => {
    const id = randomBytes(3).toString('hex');
    const [login, other] = [`rwl${id}`, `rwo${id}`];
    const password = new Secret('päss word"$x');
    const wrong = new Secret('wrong');
    const sudoers = `/etc/sudoers.d/rackwright-${id}`;
    const doasRules = '/etc/doas.conf';
    const doasExisted = existsSync(doasRules);

    beforeAll(() => {
      for (const user of [login, other]) {
        execFileSync('useradd', ['--create-home', '--shell', '/bin/sh', user]);
        execFileSync('chpasswd', { input: `${user}:${password.reveal()}\n` });
      }
    });
    afterAll(() => {
      rmSync(sudoers, { force: true });
      if (!doasExisted) rmSync(doasRules, { force: true });
      for (const user of [login, other]) execFileSync('userdel', ['--remove', '--force', user], { stdio: 'ignore' });
    });

    const allow = (rule: string): void => writeFileSync(sudoers, `${rule}\n`, { mode: 0o440 });
    const allowDoas = (rule: string): void => {
      if (doasExisted) throw new Error(`${doasRules} exists; the test would overwrite it`);
      writeFileSync(doasRules, `${rule}\n`, { mode: 0o400 });
    };

    const whoami = async (host: Host, become: Become): Promise<string> => {
      const { stdout } = await host.send({ script: sh`id -un; umask; pwd; cat`, stdin: Buffer.from('in\n'), become });
      return String(stdout);
    };
    const refusal = async (host: Host, become: Become): Promise<unknown> => {
      const error: unknown = await whoami(host, become).catch((thrown: unknown) => thrown);
      await host.close();
      return error;
    };

    test('sudo without a password becomes another user, in that user’s home', async () => {
      allow(`${login} ALL=(ALL:ALL) NOPASSWD: ALL`);
      const host = hostOf(login);
      expect(await whoami(host, { method: 'sudo', user: other })).toBe(`${other}\n0077\n/home/${other}\nin\n`);
      expect(await whoami(host, { method: 'sudo', user: 'root' })).toMatch(/^root\n/);
      expect(String((await host.send({ script: sh`id -un` })).stdout)).toBe(`${login}\n`);
      await host.close();
    });

    test('a password that nobody asks for is not given to the shell', async () => {
      allow(`${login} ALL=(ALL:ALL) NOPASSWD: ALL`);
      const host = hostOf(login);
      const evil = new Secret(`touch /tmp/rackwright-${id}`);
      expect(await whoami(host, { method: 'sudo', user: other, password: evil })).toMatch(`${other}\n`);
      expect(existsSync(`/tmp/rackwright-${id}`)).toBe(false);
      await host.close();
    });

    test('sudo with a password', async () => {
      allow(`${login} ALL=(ALL:ALL) ALL`);
      const host = hostOf(login);
      expect(await whoami(host, { method: 'sudo', user: other, password })).toMatch(`${other}\n`);
      await host.close();
    });

    test('the rules that docs/privileges.md has are enough, and allow nothing else', async () => {
      const page = readFileSync('docs/privileges.md', 'utf8');
      const rules = [...page.matchAll(/```sudoers\n(.*)\n```/g)].map(([, rule = '']) => rule.replace('deploy', login));
      expect(rules).toHaveLength(2);
      for (const [index, rule] of rules.entries()) {
        allow(rule);
        const host = hostOf(login);
        const become: Become = { method: 'sudo', user: 'root', ...(index === 1 && { password }) };
        expect(await whoami(host, become)).toMatch(/^root\n/);
        const asked = await host.send({ script: sh`sudo -n id || sudo -S -p '' id`, stdin: passwordLine(password) });
        expect(asked.exitCode).not.toBe(0);
        await host.close();
      }
    });

    test('sudo with a pseudo-terminal between keeps every byte', async () => {
      allow(`Defaults:${login} use_pty\n${login} ALL=(ALL:ALL) ALL`);
      const host = hostOf(login);
      const stdin = randomBytes(100_000);
      const become: Become = { method: 'sudo', user: other, password };
      const result = await host.send({ script: sh`echo err >&2; cat`, stdin, become, form: 'task' });
      expect(Buffer.compare(result.stdout, stdin)).toBe(0);
      expect(String(result.stderr)).toBe('err\n');
      await host.close();
    });

    test('sudo that wants a password which is not there says how to give one', async () => {
      allow(`${login} ALL=(ALL:ALL) ALL`);
      expect(await refusal(hostOf(login), { method: 'sudo', user: other })).toMatchObject({
        code: 'become-failed',
        message: `cannot become "${other}" with sudo: sudo wants a password`,
        hint: expect.stringContaining('--ask-become-pass'),
      });
    });

    test('a wrong password is told at once, tried once, and not tried again', async () => {
      allow(`${login} ALL=(ALL:ALL) ALL`);
      const host = hostOf(login);
      const become: Become = { method: 'sudo', user: other, password: wrong };
      const failure = { code: 'become-failed', message: `cannot become "${other}" with sudo: wrong password` };
      await expect(whoami(host, become)).rejects.toMatchObject(failure);
      const started = performance.now();
      await expect(whoami(host, become)).rejects.toMatchObject(failure);
      expect(performance.now() - started).toBeLessThan(100);
      expect(String((await host.send({ script: sh`echo on` })).stdout)).toBe('on\n');
      await host.close();
    });

    test('a login user without sudo rights, and a user that does not exist', async () => {
      rmSync(sudoers, { force: true });
      expect(await refusal(hostOf(login), { method: 'sudo', user: other, password })).toMatchObject({
        code: 'become-failed',
        message: `cannot become "${other}" with sudo: sudo does not allow the login user to become "${other}"`,
      });
      allow(`${login} ALL=(ALL:ALL) NOPASSWD: ALL`);
      expect(await refusal(hostOf(login), { method: 'sudo', user: `no${id}` })).toMatchObject({
        code: 'become-failed',
        message: `cannot become "no${id}" with sudo: there is no user "no${id}"`,
      });
    });

    test('su with the right, a wrong and no password, and as root with none', async () => {
      const host = hostOf(login);
      expect(await whoami(host, { method: 'su', user: other, password })).toMatch(`${other}\n`);
      await host.close();
      expect(await refusal(hostOf(login), { method: 'su', user: other, password: wrong })).toMatchObject({
        message: `cannot become "${other}" with su: wrong password`,
      });
      expect(await refusal(hostOf(login), { method: 'su', user: other })).toMatchObject({
        message: `cannot become "${other}" with su: su wants a password`,
      });
      expect(await refusal(hostOf(login), { method: 'su', user: `no${id}`, password })).toMatchObject({
        message: `cannot become "no${id}" with su: there is no user "no${id}"`,
      });
      const root = hostOf('root');
      expect(await whoami(root, { method: 'su', user: other })).toMatch(`${other}\n`);
      await root.close();
    });

    test('doas without a password, and with one over a terminal that changes no byte', async () => {
      allowDoas(`permit nopass ${login} as ${other}\npermit ${login} as root`);
      const host = hostOf(login);
      expect(await whoami(host, { method: 'doas', user: other })).toMatch(`${other}\n`);
      const become: Become = { method: 'doas', user: 'root', password };
      const everyByte = Buffer.from(Array.from({ length: 2048 }, (_, at) => at % 256));
      for (const form of ['probe', 'task'] as const) {
        const result = await host.send({ script: sh`cat; exit 3`, stdin: everyByte, become, form });
        expect(result.exitCode).toBe(3);
        expect(Buffer.compare(result.stdout, everyByte)).toBe(0);
      }
      await host.close();
    });

    test('doas with a wrong, a missing and a useless password', async () => {
      allowDoas(`permit ${login} as ${other}`);
      expect(await refusal(hostOf(login), { method: 'doas', user: other, password: wrong })).toMatchObject({
        message: `cannot become "${other}" with doas: wrong password`,
      });
      expect(await refusal(hostOf(login), { method: 'doas', user: other })).toMatchObject({
        message: `cannot become "${other}" with doas: doas wants a password`,
      });
      expect(await refusal(hostOf(login), { method: 'doas', user: 'root', password })).toMatchObject({
        message: `cannot become "root" with doas: doas does not allow the login user to become "root"`,
      });
    });

    test('what a task of another user leaves running is killed with its connection', async () => {
      allow(`${login} ALL=(ALL:ALL) NOPASSWD: ALL`);
      const host = hostOf(login);
      const pid = await new Promise<string>((resolve) => {
        const become: Become = { method: 'sudo', user: other };
        const onOutput = (_: string, chunk: Uint8Array): void => resolve(String(chunk).trim());
        host.send({ script: sh`echo $$; exec sleep 600`, form: 'task', become, onOutput }).catch(() => undefined);
      });
      await host.close();
      const root = hostOf('root');
      const script = sh`for i in 1 2 3 4 5 6 7 8 9; do kill -0 ${pid} || exit 0; sleep 0.3; done; exit 1`;
      expect((await root.send({ script })).exitCode).toBe(0);
      await root.close();
    });
  });
}

function passwordLine(password: Secret): Uint8Array {
  return Buffer.from(`${password.reveal()}\n`);
}

/** A local host with another login user; its terminals are made by script(1). */
function hostOf(user: string): Host {
  const ids = (flag: string): number => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  const [uid, gid] = [ids('-u'), ids('-g')];
  const home = user === 'root' ? '/root' : `/home/${user}`;
  return createWireHost({
    name: 'here',
    transport: 'test',
    killGraceMs: 500,
    open: (command, { pty }) => {
      const args = pty ? ['script', ['-qec', command, '/dev/null']] : ['/bin/sh', ['-c', command]];
      const [program, words] = args as [string, string[]];
      const env = { PATH: process.env['PATH'], HOME: home, USER: user, LOGNAME: user, SHELL: '/bin/sh', TERM: 'dumb' };
      return Promise.resolve(
        childChannel(spawn(program, words, { uid, gid, env, cwd: home, detached: true, stdio: 'pipe' })),
      );
    },
  });
}
