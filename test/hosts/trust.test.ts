import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { writeKnownHosts } from '../../src/hosts/known-hosts/write.ts';
import { collectHostKeys } from '../../src/hosts/trust.ts';
import { openerFor } from '../support/opener.ts';
import { freePort, startSshd } from '../support/sshd.ts';
import type { Sshd } from '../support/sshd.ts';

const never = new AbortController().signal;
let sshd: Sshd;
let jump: Sshd;
beforeAll(async () => {
  [sshd, jump] = await Promise.all([
    startSshd({ hostKeyTypes: ['rsa', 'ecdsa', 'ed25519'], trusted: false }),
    startSshd({ hostKeyTypes: ['ecdsa'] }),
  ]);
});
afterAll(async () => {
  await Promise.all([sshd.stop(), jump.stop()]);
});
const collect = (more = {}) => collectHostKeys(sshd.address(more), never, openerFor().services);

test('all keys of a host are collected without logging in, with ssh-keygen’s fingerprints', async () => {
  const keys = await collect({ user: 'nobody-who-exists' });
  expect(keys.map((key) => key.line).sort()).toEqual([...sshd.hostKeyLines].sort());
  for (const key of keys) {
    const short = key.type.replace(/^ssh-|-.*$/g, '').replace(/^ecdsa$/, 'ecdsa');
    const file = join(sshd.directory, `host_${short}.pub`);
    const shown = (hash: string): string => execFileSync('ssh-keygen', ['-E', hash, '-lf', file], { encoding: 'utf8' });
    expect(shown('sha256')).toContain(` ${key.fingerprint} `);
    expect(shown('md5')).toContain(` ${key.fingerprintMd5} `);
    expect(key).toMatchObject({
      verdict: 'unknown',
      name: `[127.0.0.1]:${sshd.port}`,
      file: sshd.knownHosts,
      hash: false,
    });
  }
});

test('keys that were written are trusted from then on, also when hashed', async () => {
  const keys = await collect();
  await writeKnownHosts(sshd.knownHosts, [keys[0]!.line], { hash: true });
  expect((await collect()).map((key) => key.verdict)).toEqual(['known', 'changed', 'changed']);
  const line = await openerFor().open(sshd.address(), never);
  line.close();
  writeFileSync(sshd.knownHosts, '');
});

test('keys are collected through a jump host, whose own key must be known', async () => {
  const config = join(jump.directory, 'ssh_config');
  writeFileSync(
    config,
    `Host jump\n  HostName 127.0.0.1\n  Port ${jump.port}\n  IdentityFile ${jump.clientKey}\n  UserKnownHostsFile ${jump.knownHosts}\n`,
  );
  const sshArgs = ['-F', config, '-J', 'jump'];
  const { services } = openerFor();
  expect(await collectHostKeys(sshd.address({ sshArgs }), never, services)).toHaveLength(3);
  const known = readFileSync(jump.knownHosts);
  writeFileSync(jump.knownHosts, '');
  await expect(collect({ sshArgs })).rejects.toMatchObject({ code: 'host-key-unknown' });
  writeFileSync(jump.knownHosts, known);
});

test('a host that cannot be reached is an error', async () => {
  await expect(collect({ port: await freePort() })).rejects.toMatchObject({ code: 'unreachable' });
});
