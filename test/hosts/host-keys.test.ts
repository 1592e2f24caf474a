import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { HostAddress } from '../../src/host.ts';
import { fingerprint } from '../../src/hosts/known-hosts/fingerprint.ts';
import { openerFor } from '../support/opener.ts';
import { generateKey, startSshd } from '../support/sshd.ts';
import type { Sshd } from '../support/sshd.ts';

const signal = new AbortController().signal;
let sshd: Sshd;
beforeAll(async () => {
  sshd = await startSshd({ hostKeyTypes: ['ed25519', 'rsa'] });
});
afterAll(async () => {
  await sshd.stop();
});
beforeEach(() => writeKnown(''));

const writeKnown = (text: string): void => writeFileSync(sshd.knownHosts, text);
const keyOf = (line: string): Buffer => Buffer.from(line.split(' ')[2]!, 'base64');
const strangeKey = (): string => {
  const file = join(sshd.directory, `strange-${Math.random()}`);
  generateKey(file, 'ed25519');
  return readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
};
const place = (): string => `[127.0.0.1]:${sshd.port}`;

describe.each(['ssh', 'openssh'] as const)('by %s', (connection) => {
  const connect = async (more: Partial<HostAddress> = {}, policy: 'strict' | 'accept-new' = 'strict') => {
    const { open, warnings } = openerFor({ hostKeyPolicy: policy });
    const line = await open(sshd.address({ connection, ...more }), signal);
    line.close();
    await line.closed;
    return warnings;
  };

  test('an unknown key is refused, with its fingerprint and what to do', async () => {
    await expect(connect()).rejects.toMatchObject({
      code: 'host-key-unknown',
      unreachable: true,
      hint: expect.stringContaining('rackwright trust 127.0.0.1') as unknown,
    });
    expect(readFileSync(sshd.knownHosts, 'utf8')).toBe('');
  });

  test('a changed key is refused, also when unknown ones would be accepted', async () => {
    writeKnown(`# old\n${place()} ${strangeKey()}\n`);
    const error = await connect({}, 'accept-new').catch((each: unknown) => each);
    expect(error).toMatchObject({ code: 'host-key-changed', unreachable: true });
    expect((error as Error).message).toContain(fingerprint(keyOf(sshd.hostKeyLines[0]!)));
    expect((error as Error).message).toContain(`${sshd.knownHosts}:2`);
  });

  test('a revoked key is refused, although it is known', async () => {
    const [, type, key] = sshd.hostKeyLines[0]!.split(' ');
    writeKnown(`${sshd.hostKeyLines[0]!}\n@revoked * ${type!} ${key!}\n`);
    await expect(connect()).rejects.toMatchObject({ code: 'host-key-revoked', unreachable: true });
  });

  test('a hashed name is found', async () => {
    writeKnown(`${sshd.hostKeyLines[0]!}\n`);
    execFileSync('ssh-keygen', ['-H', '-f', sshd.knownHosts], { stdio: 'pipe' });
    expect(readFileSync(sshd.knownHosts, 'utf8')).toMatch(/^\|1\|/);
    expect(await connect()).toEqual([]);
  });

  test('a host that is known by its RSA key only shows that one', async () => {
    writeKnown(`${sshd.hostKeyLines[1]!}\n`);
    expect(await connect()).toEqual([]);
  });

  test('an unknown key is remembered under accept-new', async () => {
    const file = join(sshd.directory, `new-${connection}`);
    const sshArgs = ['-F', 'none', '-o', `UserKnownHostsFile=${file}`, '-o', 'HashKnownHosts=yes'];
    await connect({ sshArgs }, 'accept-new');
    expect(readFileSync(file, 'utf8')).toMatch(/^\|1\|\S+ ssh-ed25519 \S+\n/);
    await expect(connect({ sshArgs })).resolves.toEqual([]);
    expect(execFileSync('ssh-keygen', ['-F', place(), '-f', file], { encoding: 'utf8' })).toContain('found: line 1');
  });

  test('HostKeyAlias and StrictHostKeyChecking of the configuration count', async () => {
    const [, type, key] = sshd.hostKeyLines[0]!.split(' ');
    writeKnown(`rack7 ${type!} ${key!}\n`);
    const { sshArgs } = sshd.address();
    await connect({ sshArgs: [...sshArgs, '-o', 'HostKeyAlias=rack7'] });
    const strict = [...sshArgs, '-o', 'StrictHostKeyChecking=yes'];
    await expect(connect({ sshArgs: strict }, 'accept-new')).rejects.toMatchObject({ code: 'host-key-unknown' });
    await connect({ sshArgs: [...sshArgs, '-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'] });
  });
});

test('ssh2 warns about each key that it accepts', async () => {
  const { open, warnings } = openerFor({ hostKeyPolicy: 'accept-new' });
  (await open(sshd.address(), signal)).close();
  expect(warnings).toEqual([
    `${place()}: its ssh-ed25519 host key ${fingerprint(keyOf(sshd.hostKeyLines[0]!))} was not known and is accepted`,
  ]);
});
