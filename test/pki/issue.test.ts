import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openAuthority } from '../../src/pki/authority.ts';
import { issueCertificate } from '../../src/pki/issue.ts';

const now = new Date();
const days = (count: number): Date => new Date(now.getTime() + count * 86_400_000);
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackwright-pki-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('the internal authority', () => {
  test('issues a certificate that openssl verifies by name and by address', async () => {
    const authority = await openAuthority(directory, now);
    const issued = await issueCertificate(authority, 'web1', ['web1', '198.18.10.21'], now);
    for (const check of [
      ['-verify_hostname', 'web1'],
      ['-verify_ip', '198.18.10.21'],
    ])
      expect(
        execFileSync(
          'openssl',
          [
            'verify',
            '-x509_strict',
            '-purpose',
            'sslserver',
            '-CAfile',
            authority.certificateFile,
            ...check,
            issued.certificateFile,
          ],
          { encoding: 'utf8' },
        ),
      ).toContain(': OK');
  });

  test('keeps its keys to its owner', async () => {
    const authority = await openAuthority(directory, now);
    const issued = await issueCertificate(authority, 'web1', ['web1'], now);
    for (const file of [join(directory, 'ca.key'), issued.keyFile]) expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('keeps a certificate that is still good, also when it is opened again', async () => {
    await issueCertificate(await openAuthority(directory, now), 'web1', ['web1'], now);
    const again = await issueCertificate(await openAuthority(directory, days(1)), 'web1', ['web1'], days(1));
    expect(again.why).toBeUndefined();
  });

  test('renews when two thirds of the life are over, and when names change', async () => {
    const authority = await openAuthority(directory, now);
    await issueCertificate(authority, 'web1', ['web1'], now);
    expect((await issueCertificate(authority, 'web1', ['web1', 'www'], now)).why).toBe('its names changed');
    expect((await issueCertificate(authority, 'web1', ['web1', 'www'], days(61))).why).toBe(
      'two thirds of its life are over',
    );
  });

  test('renews what another authority signed', async () => {
    await issueCertificate(await openAuthority(directory, now), 'web1', ['web1'], now);
    for (const name of ['ca.key', 'ca.crt']) rmSync(join(directory, name));
    const other = await openAuthority(directory, now);
    expect((await issueCertificate(other, 'web1', ['web1'], now)).why).toBe('another authority signed it');
  });
});
