import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { certificateAuthority } from '../../../src/pki/certificate-authority.ts';
import { runProgram } from '../../support/program.ts';
import type { ProgramEnd } from '../../support/program.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { writeFiles } from '../../support/write-files.ts';

const root = temporaryDirectory();
const me = { owner: userInfo().uid, group: userInfo().gid };
let cwd: string;

beforeAll(async () => {
  cwd = mkdtempSync(join(root, 'certificate-'));
  writeFiles(cwd, { 'hosts.ini': 'one ansible_connection=local\n' });
  expect((await rackwright('vault', 'keygen')).code).toBe(0);
  expect((await rackwright('ca', 'init', '--permit', 'example.org', '--permit', '198.51.100.0/24')).code).toBe(0);
});

beforeEach(() => {
  rmSync(join(cwd, 'tls'), { recursive: true, force: true });
  mkdirSync(join(cwd, 'tls'));
});

const rackwright = (...words: readonly string[]): Promise<ProgramEnd> => runProgram(words, { cwd });

/** Runs, plans or verifies one task; gives what differs, by attribute, and the message of a failure. */
async function certificate(command: string, args: Readonly<Record<string, unknown>> = {}) {
  const task = {
    path: `${cwd}/tls/site.crt`,
    key: `${cwd}/tls/site.key`,
    names: ['www.example.org', '198.51.100.7'],
    authority: '.rackwright/ca',
    ...me,
    ...args,
  };
  writeFiles(cwd, {
    'site.yml': JSON.stringify([{ hosts: 'one', gather_facts: false, tasks: [{ certificate: task }] }]),
  });
  const { events, err } = await rackwright(command, 'site.yml', '-i', 'hosts.ini');
  expect(err.replace(/^1 host did not.*\n/m, '')).toBe('');
  const [outcome] = events.flatMap((event) => (event.type === 'task.finished' ? [event.outcome] : []));
  if (outcome === undefined) throw new Error('no task was done');
  const failure = outcome.status === 'failed' ? outcome.failure.message : undefined;
  const changes = 'changes' in outcome ? outcome.changes : [];
  return { status: outcome.status, failure, changes: changes.map(({ attribute, from, to }) => [attribute, from, to]) };
}

const openssl = (...words: readonly string[]): string => execFileSync('openssl', words, { cwd, encoding: 'utf8' });

describe('a certificate', () => {
  test('is made with a key of the host, and openssl verifies it up to the root', async () => {
    expect(await certificate('plan')).toMatchObject({
      status: 'would-change',
      changes: expect.arrayContaining([
        ['key', null, 'ecdsa'],
        ['certificate', null, 'www.example.org, 198.51.100.7 for 90 days'],
      ]),
    });
    expect(await certificate('run')).toMatchObject({ status: 'changed' });
    expect(await certificate('verify')).toMatchObject({ status: 'ok' });
    for (const name of [
      ['-verify_hostname', 'www.example.org'],
      ['-verify_ip', '198.51.100.7'],
    ])
      expect(
        openssl(
          ...['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', '.rackwright/ca/ca.crt'],
          ...['-untrusted', 'tls/site.crt', ...name, 'tls/site.crt'],
        ),
      ).toContain(': OK');
    expect(statSync(join(cwd, 'tls/site.key')).mode & 0o777).toBe(0o600);
    expect(statSync(join(cwd, 'tls/site.crt')).mode & 0o777).toBe(0o644);
    expect(openssl('x509', '-in', 'tls/site.crt', '-noout', '-pubkey')).toBe(
      openssl('pkey', '-in', 'tls/site.key', '-pubout'),
    );
    // Nothing is left beside them.
    expect(execFileSync('ls', ['-A', join(cwd, 'tls')], { encoding: 'utf8' })).toBe('site.crt\nsite.key\n');
  });

  test('is renewed with the same key when two thirds of its life are over', async () => {
    await certificate('run');
    const key = readFileSync(join(cwd, 'tls/site.key'), 'utf8');
    const then = new Date(Date.now() - 78 * 86_400_000 - 3_600_000);
    openssl('req', '-new', '-key', 'tls/site.key', '-subj', '/CN=www.example.org', '-out', 'request');
    const wish = { names: ['www.example.org', '198.51.100.7'], days: 90, keyType: 'ecdsa', usage: 'server' } as const;
    // The authority is older than the certificate in life; here its clock is set back.
    const old = await authorityAt(then)?.sign(readFileSync(join(cwd, 'request')), wish);
    writeFileSync(join(cwd, 'tls/site.crt'), old ?? '');
    expect(await certificate('plan')).toEqual({
      status: 'would-change',
      failure: undefined,
      changes: [['certificate', 'expires in 11 days', 'www.example.org, 198.51.100.7 for 90 days']],
    });
    expect(await certificate('run')).toMatchObject({ status: 'changed' });
    expect(await certificate('verify')).toMatchObject({ status: 'ok' });
    expect(readFileSync(join(cwd, 'tls/site.key'), 'utf8')).toBe(key);
  });

  test.each([
    [
      'other names',
      { names: ['api.example.org'] },
      ['certificate', 'for www.example.org, 198.51.100.7', 'api.example.org for 90 days'],
    ],
    ['another use', { usage: 'both' }, ['certificate', 'for server', 'www.example.org, 198.51.100.7 for 90 days']],
    ['another mode', { key_mode: '0640' }, ['key mode', '0600', '0640']],
  ])('is changed for %s, and then proven', async (_, args, change) => {
    await certificate('run');
    expect((await certificate('plan', args)).changes).toEqual([change]);
    expect(await certificate('run', args)).toMatchObject({ status: 'changed' });
    expect(await certificate('verify', args)).toMatchObject({ status: 'ok' });
  });

  test('of another authority, of another key and of another kind of key is replaced', async () => {
    await certificate('run');
    const words = ['-days', '90', '-subj', '/CN=x', '-nodes', '-newkey', 'rsa:2048', '-keyout', 'tls/site.key'];
    execFileSync('openssl', ['req', '-x509', ...words, '-out', 'other.crt'], { cwd, stdio: 'ignore' });
    chmodSync(join(cwd, 'tls/site.key'), 0o600);
    expect((await certificate('plan')).changes).toEqual([
      ['key', 'another kind of key (rsa)', 'ecdsa'],
      ['certificate', 'of another key', 'www.example.org, 198.51.100.7 for 90 days'],
    ]);
    await certificate('run');
    openssl('req', '-x509', '-days', '90', '-subj', '/CN=x', '-key', 'tls/site.key', '-out', 'tls/site.crt');
    expect((await certificate('plan')).changes[0]?.[1]).toBe('of another authority');
    expect(await certificate('run')).toMatchObject({ status: 'changed' });
    expect(await certificate('verify')).toMatchObject({ status: 'ok' });
  });

  test('that was revoked is replaced together with its key, and lists tell others', async () => {
    await certificate('run');
    const [key, old] = ['key', 'crt'].map((name) => readFileSync(join(cwd, `tls/site.${name}`), 'utf8'));
    const { serialNumber } = new X509Certificate(old ?? '');
    expect((await rackwright('ca', 'revoke', serialNumber)).code).toBe(0);
    expect((await certificate('plan')).changes).toEqual([
      ['key', 'of a revoked certificate', 'ecdsa'],
      ['certificate', 'revoked', 'www.example.org, 198.51.100.7 for 90 days'],
    ]);
    expect(await certificate('run')).toMatchObject({ status: 'changed' });
    expect(await certificate('verify')).toMatchObject({ status: 'ok' });
    expect(readFileSync(join(cwd, 'tls/site.key'), 'utf8')).not.toBe(key);
    const list = { path: `${cwd}/tls/site.crl`, authority: '.rackwright/ca', ...me };
    writeFiles(cwd, {
      'site.yml': JSON.stringify([{ hosts: 'one', gather_facts: false, tasks: [{ revocation_list: list }] }]),
      'old.crt': old ?? '',
    });
    for (const [command, code] of [
      ['verify', 4],
      ['run', 0],
      ['verify', 0],
    ] as const)
      expect((await rackwright(command, 'site.yml', '-i', 'hosts.ini')).code).toBe(code);
    expect(statSync(join(cwd, 'tls/site.crl')).mode & 0o777).toBe(0o644);
    const verify = (file: string): string =>
      openssl(
        ...['verify', '-crl_check', '-crl_check_all', '-CAfile', '.rackwright/ca/ca.crt', '-CRLfile', 'tls/site.crl'],
        ...['-untrusted', file, file],
      );
    expect(verify('tls/site.crt')).toContain(': OK');
    expect(() => verify('old.crt')).toThrow(/certificate revoked/);
    expect(execFileSync('ls', ['-A', join(cwd, 'tls')], { encoding: 'utf8' })).toBe('site.crl\nsite.crt\nsite.key\n');
  });

  test('an authority of before lists learns to make them when its key is opened', async () => {
    rmSync(join(cwd, '.rackwright/ca/ca-crl.pem'));
    const list = { path: `${cwd}/tls/site.crl`, authority: '.rackwright/ca', ...me };
    writeFiles(cwd, {
      'site.yml': JSON.stringify([{ hosts: 'one', gather_facts: false, tasks: [{ revocation_list: list }] }]),
    });
    const plan = (): Promise<ProgramEnd> => rackwright('plan', 'site.yml', '-i', 'hosts.ini');
    expect((await plan()).events).toContainEqual(
      expect.objectContaining({
        outcome: expect.objectContaining({
          failure: expect.objectContaining({ message: expect.stringContaining('"rackwright ca crl" makes it') }),
        }),
      }),
    );
    expect((await rackwright('ca', 'crl')).code).toBe(0);
    expect((await plan()).code).toBe(0);
  });

  test('for RSA, and for a name with colons', async () => {
    const args = { key_type: 'rsa', names: ['db.example.org'] };
    expect(await certificate('run', args)).toMatchObject({ status: 'changed' });
    expect(await certificate('verify', args)).toMatchObject({ status: 'ok' });
  });

  test('for a name that the signer may not give is refused by whoever verifies it', async () => {
    await certificate('run', { names: ['www.elsewhere.net'] });
    const verify = ['verify', '-CAfile', '.rackwright/ca/ca.crt', '-untrusted', 'tls/site.crt', 'tls/site.crt'];
    expect(() => execFileSync('openssl', verify, { cwd, stdio: 'pipe' })).toThrow(/permitted subtree violation/);
  });

  test('is not signed for a key that the host only pretends to have', async () => {
    copyFileSync(join(cwd, 'hosts.ini'), join(cwd, 'tls/site.crt'));
    writeFileSync(join(cwd, 'tls/site.key'), 'no key');
    expect((await certificate('plan')).changes.map(([attribute, from]) => [attribute, from])).toEqual(
      expect.arrayContaining([
        ['key', 'no key that can be read'],
        ['certificate', null],
      ]),
    );
  });
});

function authorityAt(now: Date) {
  return certificateAuthority(join(cwd, '.rackwright/ca'), () => now);
}

describe('what a host sends is signed only when it is what was asked for', () => {
  const wish = { names: ['www.example.org'], days: 90, keyType: 'ecdsa', usage: 'server' } as const;
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'k'];
  const request = (...words: readonly string[]): Buffer =>
    execFileSync('openssl', ['req', '-new', ...words], { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
  const sign = (bytes: Uint8Array): Promise<string> =>
    authorityAt(new Date())?.sign(bytes, wish) ?? Promise.reject(new Error('there is no authority'));

  test.each([
    ['another name', [...ec, '-subj', '/CN=www.example.com'], 'asks for another name'],
    ['more of a name', [...ec, '-subj', '/O=Bank/CN=www.example.org'], 'asks for another name'],
    [
      'an extension',
      [...ec, '-subj', '/CN=www.example.org', '-addext', 'basicConstraints=CA:TRUE'],
      'more than its key',
    ],
    [
      'a weak key',
      ['-newkey', 'rsa:1024', '-nodes', '-keyout', 'k', '-subj', '/CN=www.example.org'],
      'of another kind',
    ],
    [
      'another curve',
      [
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-384',
        '-nodes',
        '-keyout',
        'k',
        '-subj',
        '/CN=www.example.org',
      ],
      'of another kind',
    ],
  ])('not %s', async (_, words, message) => {
    await expect(sign(request(...words))).rejects.toThrow(message);
  });

  test('nor what is no request, is too long, or was changed', async () => {
    const good = request(...ec, '-subj', '/CN=www.example.org', '-outform', 'DER');
    expect(await sign(Buffer.from(pem(good)))).toContain('BEGIN CERTIFICATE');
    await expect(sign(Buffer.from('hello'))).rejects.toThrow('no request');
    await expect(sign(Buffer.alloc(1 << 20))).rejects.toThrow('more than a request');
    const forged = Buffer.from(good);
    forged[forged.length - 3]! ^= 1;
    await expect(sign(Buffer.from(pem(forged)))).rejects.toThrow();
  });
});

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
}
