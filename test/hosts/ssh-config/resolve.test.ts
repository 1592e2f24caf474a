import { tmpdir, userInfo } from 'node:os';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { createSshConfigResolver } from '../../../src/hosts/ssh-config/resolve.ts';
import type { SshConfig } from '../../../src/hosts/ssh-config/model.ts';

const directory = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(directory, { recursive: true }));
const file = join(directory, 'config');
const resolve = createSshConfigResolver('/agent');
const ask = async (text: string, host = 'Web1', more: { sshArgs?: string[]; port?: number; user?: string } = {}) => {
  const config = `${file}-${Math.random()}`;
  writeFileSync(config, text);
  return await resolve({ host, sshArgs: ['-F', config, ...(more.sshArgs ?? [])], port: more.port, user: more.user });
};
const home = userInfo().homedir;

describe('ssh_config', () => {
  test('gives the address, with its tokens and patterns', async () => {
    const config = await ask(
      'Host Web*\n  HostName %h.example\n  Port 2222\n  User deploy\n  IdentityFile ~/.ssh/%r@%h\n  HostKeyAlias rack\nMatch user deploy\n  IdentityFile /second\n',
    );
    expect(config).toMatchObject({
      destination: 'Web1',
      hostName: 'web1.example',
      port: 2222,
      user: 'deploy',
      identityFiles: [`${home}/.ssh/deploy@web1.example`, '/second'],
      hostKeyAlias: 'rack',
      agentSocket: '/agent',
      onlyOpenSsh: [],
    });
  });

  test('is overruled by what the inventory says, and its arguments', async () => {
    const text = 'Host *\n  Port 1\n  User nobody\n  UserKnownHostsFile /config\n';
    const sshArgs = ['-p', '3', '-o', 'UserKnownHostsFile=/args ~/more'];
    expect(await ask(text, 'web1', { port: 2, user: 'me', sshArgs })).toMatchObject({
      port: 2,
      user: 'me',
      userKnownHostsFiles: ['/args', `${home}/more`],
    });
  });

  test.each([
    ['CertificateFile ~/c', 'CertificateFile'],
    ['PKCS11Provider /lib/p', 'PKCS11Provider'],
    ['ProxyCommand nc %h %p', 'ProxyCommand'],
    ['RevokedHostKeys /r', 'RevokedHostKeys'],
    ['KnownHostsCommand /bin/echo', 'KnownHostsCommand'],
    ['VerifyHostKeyDNS yes', 'VerifyHostKeyDNS'],
    ['Compression yes', 'Compression'],
    ['HostbasedAuthentication yes', 'HostbasedAuthentication'],
  ])('with %s needs OpenSSH', async (line, reason) => {
    expect((await ask(`${line}\n`)).onlyOpenSsh).toEqual([reason]);
  });

  test.each(['ssh -W %h:%p jump', 'exec /usr/bin/ssh -q -W [%h]:%p jump', 'ssh jump -W %h:%p'])(
    'with ProxyCommand %s does not',
    async (command) => {
      expect(await ask(`ProxyCommand ${command}\n`)).toMatchObject({ onlyOpenSsh: [], proxyCommand: command });
    },
  );

  test.each<[string, Partial<SshConfig>]>([
    ['IdentityAgent none', { agentSocket: undefined }],
    ['IdentityAgent ~/agent', { agentSocket: `${home}/agent` }],
    ['IdentitiesOnly yes', { identitiesOnly: true }],
    ['AddressFamily inet6', { addressFamily: 6 }],
    ['PubkeyAuthentication no', { publicKeys: false }],
    ['StrictHostKeyChecking accept-new', { strictHostKeyChecking: 'accept-new' }],
    ['StrictHostKeyChecking off', { strictHostKeyChecking: 'no' }],
    ['StrictHostKeyChecking yes', { strictHostKeyChecking: 'yes' }],
    ['ProxyJump a,b', { proxyJump: [{ host: 'a' }, { host: 'b' }] }],
    ['GSSAPIAuthentication yes', { gssapi: true, onlyOpenSsh: [] }],
  ])('%s', async (line, expected) => {
    expect(await ask(`${line}\n`)).toMatchObject(expected);
  });

  test('that is wrong is an error with ssh’s own words', async () => {
    await expect(ask('Nonsense yes\n')).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('Bad configuration option: nonsense') as unknown,
    });
  });

  test('is asked once for each question, and two at a time', async () => {
    let asked = 0;
    let running = 0;
    let most = 0;
    const cached = createSshConfigResolver(undefined, async () => {
      asked += 1;
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setTimeout(done, 5));
      running -= 1;
      return { stdout: 'user me\n', stderr: '' };
    });
    const hosts = ['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd'];
    await Promise.all(hosts.map((host) => cached({ host, sshArgs: [] })));
    expect([asked, most]).toEqual([4, 2]);
  });
});

test('without ssh, defaults and given options are used', async () => {
  const alone = createSshConfigResolver(undefined, () => Promise.resolve(undefined));
  const config = await alone({
    host: 'Web1',
    port: 2222,
    identityFile: '~/key',
    sshArgs: ['-o', 'UserKnownHostsFile=/kh', '-l', 'bob', '-J', 'gate'],
  });
  expect(config).toMatchObject({
    hostName: 'web1',
    port: 2222,
    user: 'bob',
    identityFiles: [`${home}/key`],
    userKnownHostsFiles: ['/kh'],
    globalKnownHostsFiles: ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'],
    proxyJump: [{ host: 'gate' }],
    onlyOpenSsh: [],
  });
});
