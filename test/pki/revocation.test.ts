import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { CertificateWish } from '../../src/certificate-authority.ts';
import { openAuthority } from '../../src/pki/authority.ts';
import { certificateAuthority } from '../../src/pki/certificate-authority.ts';
import { initialiseAuthority } from '../../src/pki/initialise.ts';
import { issueCertificate } from '../../src/pki/issue.ts';
import { issuedRecords, recordRevoked } from '../../src/pki/record.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = temporaryDirectory();
const now = new Date();
const days = (count: number): Date => new Date(now.getTime() + count * 86_400_000);
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(root, 'revocation-'));
});

const seal = { seal: (pem: string) => Promise.resolve(pem), open: (sealed: string) => Promise.resolve(sealed) };
const initialise = (when: Date) => initialiseAuthority(directory, [], seal, when);

const at = (when: Date) => {
  const authority = certificateAuthority(directory, () => when);
  if (authority === undefined) throw new Error('there is no authority');
  return authority;
};

/** A chain for a new key, signed at that time. */
async function signed(name: string, when: Date): Promise<string> {
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', join(directory, 'key')];
  const request = execFileSync('openssl', ['req', '-new', ...ec, '-subj', `/CN=${name}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const wish: CertificateWish = { names: [name], days: 90, keyType: 'ecdsa', usage: 'both' };
  return await at(when).sign(request, wish);
}

async function revoke(name: string, when: Date): Promise<void> {
  const record = (await issuedRecords(directory)).findLast(({ names }) => names[0] === name);
  if (record === undefined) throw new Error(`${name} was never given away`);
  await recordRevoked(directory, record, when);
}

/** What openssl says with the flags that haproxy and nginx set as soon as they are given a list. */
function judgement(chain: string, lists: string, when: Date): string {
  const [chainFile, listFile] = [join(directory, 'chain'), join(directory, 'lists')];
  writeFileSync(chainFile, chain);
  writeFileSync(listFile, lists);
  const words = ['-crl_check', '-crl_check_all', '-x509_strict', '-attime', String(Math.floor(when.getTime() / 1000))];
  const files = ['-CAfile', join(directory, 'ca.crt'), '-CRLfile', listFile, '-untrusted', chainFile, chainFile];
  const { stdout, stderr } = spawnSync('openssl', ['verify', ...words, ...files], { encoding: 'utf8' });
  return /: OK/.exec(stdout)?.[0] ?? /error \d+ at.*/.exec(stderr)?.[0] ?? stderr;
}

const current = { keep: 'current', days: 365 } as const;

describe.each([
  ['of a root that signs itself', () => openAuthority(directory, now)],
  ['of a signer below its root', () => initialise(now)],
])('lists %s', (_, make) => {
  test('let in what counts, and refuse what was revoked', async () => {
    await make();
    const [good, bad] = [await signed('good', now), await signed('bad', now)];
    expect(at(now).revoked.size).toBe(0);
    const before = await at(now).makeRevocationLists(365);
    for (const chain of [good, bad]) expect(judgement(chain, before, now)).toBe(': OK');
    await revoke('bad', now);
    expect(at(now).revoked.size).toBe(1);
    expect(await at(now).judgeRevocationLists(before, current)).toBe('without 1 that was revoked');
    const after = await at(now).makeRevocationLists(365);
    expect(await at(now).judgeRevocationLists(after, current)).toBeUndefined();
    expect(judgement(good, after, now)).toBe(': OK');
    expect(judgement(bad, after, now)).toContain('certificate revoked');
  });

  test('are the same for all hosts until something has to be said anew', async () => {
    await make();
    const lists = await at(now).makeRevocationLists(365);
    expect(await at(days(100)).makeRevocationLists(365)).toBe(lists);
    expect(readFileSync(join(directory, 'crl.pem'), 'utf8')).toBe(lists);
    expect(await at(days(100)).judgeRevocationLists(lists, current)).toBeUndefined();
  });

  test('are made anew when half of their days are over, or more are wanted', async () => {
    await make();
    const lists = await at(now).makeRevocationLists(365);
    expect(await at(days(190)).judgeRevocationLists(lists, current)).toBe('ends in 174 days');
    expect(await at(days(400)).judgeRevocationLists(lists, current)).toBe('ended');
    expect(await at(now).judgeRevocationLists(lists, { keep: 'current', days: 732 })).toBe('ends in 364 days');
    expect(await at(days(183)).makeRevocationLists(365)).not.toBe(lists);
  });

  test('never end before a certificate that the same run has renewed', async () => {
    await make();
    const lists = await at(now).makeRevocationLists(365);
    // The last day on which a run leaves lists alone, and the longest certificate that it may give.
    const late = days(182);
    expect(await at(late).judgeRevocationLists(lists, current)).toBeUndefined();
    const chain = await signed('web', late);
    expect(judgement(chain, lists, days(182 + 89))).toBe(': OK');
  });

  test.each([
    ['nothing', ''],
    ['another text', 'hello'],
    ['a broken list', '-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n'],
  ])('are brought where there is %s', async (__, text) => {
    await make();
    expect(await at(now).judgeRevocationLists(text, current)).toBe('no list that can be read');
  });

  test('of somebody else are none', async () => {
    await make();
    const lists = await at(now).makeRevocationLists(365);
    rmSync(directory, { recursive: true });
    await make();
    expect(await at(now).judgeRevocationLists(lists, current)).toMatch(/^without one of CN=Rackwright/);
  });
});

describe('a new signer', () => {
  const later = days(20);

  test('leaves certificates of the former one in their right, and they can still be revoked', async () => {
    await initialise(now);
    const [old, bad] = [await signed('old', now), await signed('bad', now)];
    const before = await at(now).makeRevocationLists(365);
    await initialise(later);
    expect(await at(later).judgeRevocationLists(before, { keep: 'complete', days: 365 })).toMatch(/^without one of/);
    await revoke('bad', later);
    const lists = await at(later).makeRevocationLists(365);
    const fresh = await signed('new', later);
    expect(await at(later).judgeRevocationLists(lists, current)).toBeUndefined();
    for (const chain of [old, fresh]) expect(judgement(chain, lists, later)).toBe(': OK');
    expect(judgement(bad, lists, later)).toContain('certificate revoked');
    // This is why lists must reach those who verify first.
    expect(judgement(fresh, before, later)).toContain('unable to get certificate CRL');
  });

  test('on the same day has the same name, and lists of both are told apart', async () => {
    await initialise(now);
    const old = await signed('old', now);
    await initialise(now);
    const fresh = await signed('new', now);
    const lists = await at(now).makeRevocationLists(365);
    for (const chain of [old, fresh]) expect(judgement(chain, lists, now)).toBe(': OK');
  });

  test('below a root that has signed by itself takes over', async () => {
    await openAuthority(directory, now);
    const [old, bad] = [await signed('old', now), await signed('bad', now)];
    await revoke('bad', now);
    await initialise(later);
    const lists = await at(later).makeRevocationLists(365);
    for (const chain of [old, await signed('new', later)]) expect(judgement(chain, lists, later)).toBe(': OK');
    expect(judgement(bad, lists, later)).toContain('certificate revoked');
  });

  test('of before goes when it has ended', async () => {
    await initialise(now);
    await initialise(later);
    await initialise(days(751));
    const lists = await at(days(751)).makeRevocationLists(365);
    expect(lists.match(/BEGIN X509 CRL/g)).toHaveLength(2);
  });
});

test('lists count on hosts whose clock is a little late', async () => {
  await initialise(days(-2));
  const chain = await signed('web', days(-1));
  expect(judgement(chain, await at(now).makeRevocationLists(365), new Date(now.getTime() - 1_800_000))).toBe(': OK');
});

test('lists that are only to be complete may be old', async () => {
  await initialise(now);
  await signed('bad', now);
  const lists = await at(now).makeRevocationLists(365);
  await revoke('bad', now);
  expect(await at(days(300)).judgeRevocationLists(lists, { keep: 'complete', days: 365 })).toBeUndefined();
});

test('a root that was closed before there were lists says what to do', async () => {
  await initialise(now);
  rmSync(join(directory, 'ca-crl.pem'));
  await expect(at(now).judgeRevocationLists('', current)).rejects.toThrow('rackwright ca crl');
  await expect(at(now).makeRevocationLists(365)).rejects.toThrow('rackwright ca crl');
});

test('what was revoked and has expired by itself is not in lists any more', async () => {
  await openAuthority(directory, now);
  await signed('bad', now);
  await revoke('bad', now);
  const count = async (when: Date): Promise<number> => {
    rmSync(join(directory, 'crl.pem'), { force: true });
    writeFileSync(join(directory, 'lists'), await at(when).makeRevocationLists(365));
    const text = execFileSync('openssl', ['crl', '-in', join(directory, 'lists'), '-noout', '-text'], {
      encoding: 'utf8',
    });
    expect(text).toMatch(/X509v3 CRL Number:\s+[0-9A-Fx]+/);
    return text.match(/Serial Number/g)?.length ?? 0;
  };
  expect(await count(now)).toBe(1);
  expect(await count(days(91))).toBe(0);
});

test('a host may be called “revoked”, and what is taken back during a run counts at once', async () => {
  await openAuthority(directory, now);
  const authority = at(now);
  await signed('revoked', now);
  expect(authority.revoked.size).toBe(0);
  await revoke('revoked', now);
  expect(authority.revoked.size).toBe(1);
});

test('`ca issue` gives another certificate for one that was revoked', async () => {
  const authority = await openAuthority(directory, now);
  await issueCertificate(authority, 'web1', ['web1'], now);
  await revoke('web1', now);
  expect((await issueCertificate(authority, 'web1', ['web1'], now)).why).toBe('it was revoked');
  expect((await issueCertificate(authority, 'web1', ['web1'], now)).why).toBeUndefined();
});
