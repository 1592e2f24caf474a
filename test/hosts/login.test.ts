import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { HostAddress } from '../../src/host.ts';
import type { ConnectOptions } from '../../src/hosts/services.ts';
import { Secret } from '../../src/secret.ts';
import { openerFor } from '../support/opener.ts';
import { startAgent } from '../support/ssh-agent.ts';
import type { TestAgent } from '../support/ssh-agent.ts';
import { generateKey, startSshd } from '../support/sshd.ts';
import type { Sshd } from '../support/sshd.ts';

const signal = new AbortController().signal;
let sshd: Sshd;
let agent: TestAgent;
let locked: string;
beforeAll(async () => {
  sshd = await startSshd({ config: ['MaxAuthTries 4'] });
  agent = await startAgent();
  locked = key('locked', 'ed25519', 'correct horse');
  sshd.authorize(`${locked}.pub`);
});
afterAll(async () => {
  agent.stop();
  await sshd.stop();
});

const path = (name: string): string => join(sshd.directory, name);
const key = (name: string, type: string, passphrase = '', more: readonly string[] = []): string => {
  generateKey(path(name), type, passphrase, more);
  return path(name);
};
const login = async (more: Partial<HostAddress> = {}, options: Partial<ConnectOptions> = {}): Promise<string> => {
  const line = await openerFor(options).open(sshd.address(more), signal);
  line.close();
  await line.closed;
  return line.transport;
};
const refusal = async (more: Partial<HostAddress>, options: Partial<ConnectOptions> = {}): Promise<Error> => {
  const error: unknown = await login(more, options).catch((each: unknown) => each);
  expect(error).toMatchObject({ code: 'authentication', unreachable: true });
  return error as Error;
};

describe('a login with a key file', () => {
  test.each([
    ['rsa', ['-b', '2048']],
    ['rsa', ['-b', '2048', '-m', 'PEM']],
    ['rsa', ['-b', '2048', '-m', 'PKCS8']],
    ['ecdsa', []],
    ['ecdsa', ['-b', '521', '-m', 'PKCS8']],
    ['ed25519', []],
  ])('works for %s made with %j', async (type, more) => {
    const file = key(`${type}${more.join('')}`, type, '', more);
    sshd.authorize(`${file}.pub`);
    expect(await login({ identityFile: file })).toBe('ssh2');
  });

  test('fails with the names of the keys and what the server takes', async () => {
    const error = await refusal({ identityFile: key('stranger', 'ed25519') });
    const shown = execFileSync('ssh-keygen', ['-lf', path('stranger.pub')], { encoding: 'utf8' }).split(' ')[1]!;
    expect(error.message).toContain(`tried ${path('stranger')} (${shown}); the server takes publickey`);
    expect(error).toMatchObject({ hint: expect.stringContaining('authorized_keys') as unknown });
  });

  test('fails clearly when the file is missing', async () => {
    const error = await refusal({ identityFile: path('nothing') });
    expect(error.message).toContain('there was nothing to try');
    expect(error.message).toContain(`${path('nothing')} does not exist`);
  });

  test('fails clearly when the file is no key', async () => {
    writeFileSync(path('nonsense'), 'hello\n');
    expect((await refusal({ identityFile: path('nonsense') })).message).toContain('is no private key that can be read');
  });
});

describe('a login with an encrypted key', () => {
  test('asks for the passphrase once for many hosts', async () => {
    const asked: unknown[] = [];
    const askPassphrase: ConnectOptions['askPassphrase'] = (request) => {
      asked.push(request);
      return Promise.resolve(new Secret(asked.length === 1 ? 'wrong' : 'correct horse'));
    };
    const { open } = openerFor({ askPassphrase });
    const lines = await Promise.all([1, 2, 3, 4].map(() => open(sshd.address({ identityFile: locked }), signal)));
    for (const line of lines) line.close();
    expect(asked).toEqual([
      { file: locked, attempt: 1 },
      { file: locked, attempt: 2 },
    ]);
  });

  test('does not count the time that people take to type', async () => {
    const askPassphrase: ConnectOptions['askPassphrase'] = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return new Secret('correct horse');
    };
    expect(await login({ identityFile: locked, connectTimeoutMs: 1200 }, { askPassphrase })).toBe('ssh2');
  });

  test('says which key to load when nobody can be asked, and only for a key that would help', async () => {
    const error = await refusal({ identityFile: locked });
    expect(error.message).toContain(`${locked} is encrypted and nobody can be asked`);
    expect(error).toMatchObject({ hint: `the server would take the key: run \`ssh-add ${locked}\` first` });
    const useless = await refusal({ identityFile: key('useless', 'ed25519', 'secret') });
    expect(useless.message).not.toContain('nobody can be asked');
  });

  test.each(['PEM', 'PKCS8'])('works for %s, which hides its public half', async (format) => {
    const file = key(`locked-${format}`, 'rsa', 'secret', ['-b', '2048', '-m', format]);
    sshd.authorize(`${file}.pub`);
    expect(await login({ identityFile: file }, { askPassphrase: () => Promise.resolve(new Secret('secret')) })).toBe(
      'ssh2',
    );
  });
});

describe('a login with an agent', () => {
  const only = (): readonly string[] => [...sshd.address().sshArgs, '-o', 'IdentitiesOnly=yes'];

  test('works without any file', async () => {
    agent.add(sshd.clientKey);
    const { identityFile, ...address } = sshd.address();
    expect(identityFile).toBe(sshd.clientKey);
    const line = await openerFor({ agentSocket: agent.socket }).open(address, signal);
    line.close();
  });

  test('works for each type of key', async () => {
    for (const type of ['rsa', 'ecdsa']) {
      const file = key(`agent-${type}`, type);
      sshd.authorize(`${file}.pub`);
      agent.add(file);
      copyFileSync(`${file}.pub`, `${file}-only.pub`);
      // The private key is not where the configuration says: only the agent has it.
      expect(await login({ identityFile: `${file}-only.pub`, sshArgs: only() }, { agentSocket: agent.socket })).toBe(
        'ssh2',
      );
    }
  });

  test('offers the configured key first, so that many keys in the agent do no harm', async () => {
    for (let count = 0; count < 5; count += 1) agent.add(key(`other${count}`, 'ed25519'));
    expect(await login({}, { agentSocket: agent.socket })).toBe('ssh2');
  });

  test('explains “too many authentication failures”', async () => {
    const crowded = await startAgent();
    for (let count = 0; count < 5; count += 1) crowded.add(path(`other${count}`));
    const error = await refusal({ identityFile: key('wrong', 'ed25519') }, { agentSocket: crowded.socket });
    crowded.stop();
    expect(error.message).toContain('Too many authentication failures');
    expect(error).toMatchObject({ hint: expect.stringContaining('IdentitiesOnly') as unknown });
  });

  test('offers nothing but the configured key under IdentitiesOnly', async () => {
    const identityFile = key('single', 'ed25519');
    const error = await refusal({ identityFile, sshArgs: only() }, { agentSocket: agent.socket });
    expect(error.message).not.toContain('agent key');
  });

  test('that does not answer is mentioned', async () => {
    const error = await refusal({ identityFile: path('stranger') }, { agentSocket: path('no-agent') });
    expect(error.message).toMatch(/the ssh-agent at \S+no-agent cannot be asked/);
  });
});

describe('a key that only OpenSSH can use', () => {
  afterEach(() => writeFileSync(path('certified-cert.pub'), ''));

  test('is left to OpenSSH: a certificate beside the key', async () => {
    const authority = key('authority', 'ed25519');
    const file = key('certified', 'ed25519');
    execFileSync('ssh-keygen', ['-q', '-s', authority, '-I', 'test', '-n', sshd.address().user!, `${file}.pub`], {
      stdio: 'pipe',
    });
    const line = readFileSync(`${authority}.pub`, 'utf8');
    writeFileSync(path('authority-line.pub'), `cert-authority ${line}`);
    sshd.authorize(path('authority-line.pub'));
    expect(await login({ identityFile: file })).toBe('openssh (certificate)');
  });

  test('a FIDO key', async () => {
    // Such a key cannot be made without a device; its public half is enough to see what it is.
    const type = 'sk-ssh-ed25519@openssh.com';
    const field = (text: string): Buffer => Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text)]);
    const blob = Buffer.concat([field(type), field('x'.repeat(32)), field('ssh:')]);
    writeFileSync(path('fido'), '-----BEGIN OPENSSH PRIVATE KEY-----\n');
    writeFileSync(path('fido.pub'), `${type} ${blob.toString('base64')}\n`);
    await expect(login({ identityFile: path('fido') })).rejects.toMatchObject({
      message: expect.stringContaining('ssh cannot connect') as unknown,
      code: 'authentication',
    });
  });
});
