import { describe, expect, test } from '@jest/globals';
import { whyOpenSsh } from '../../src/hosts/choose-transport.ts';
import { findLinesAbout } from '../../src/hosts/known-hosts/lines-about-host.ts';
import { createNameIndex } from '../../src/hosts/known-hosts/name-index.ts';
import type { KnownHostsLine } from '../../src/hosts/known-hosts/parse.ts';
import type { LoginServices } from '../../src/hosts/ssh/attempt-login.ts';
import type { Identity } from '../../src/hosts/ssh/keys/identity.ts';
import type { SshConfig } from '../../src/hosts/ssh-config/model.ts';
import { parseSshOptions, toSshConfig } from '../../src/hosts/ssh-config/parse.ts';
import { Secret } from '../../src/secret.ts';

const config = (more: Partial<SshConfig> = {}): SshConfig => ({
  ...toSshConfig(parseSshOptions(''), 'web1', undefined),
  ...more,
});
const identity = (type: string): Identity => ({
  label: type,
  source: 'file',
  type,
  publicKey: Buffer.from(type),
  locked: false,
  sign: () => Promise.reject(new Error('not used')),
});
const services = (types: readonly string[] = [], lines: readonly KnownHostsLine[] = []): LoginServices => ({
  keyring: () => Promise.resolve({ identities: types.map(identity), notes: [] }),
  hostKeys: {
    unknown: 'strict',
    files: undefined,
    warn: () => undefined,
    store: {
      about: (_files, names) => Promise.resolve(findLinesAbout([createNameIndex(lines)], names)),
      add: () => Promise.resolve(),
    },
  },
});
const why = (hop: Partial<SshConfig>, use: LoginServices = services(), ticket = false) =>
  whyOpenSsh([{ config: config(hop) }], use, () => Promise.resolve(ticket));
const authority = {
  file: 'kh',
  line: 1,
  role: 'authority',
  names: 'web*',
  keyType: 't',
  key: Buffer.from('k'),
} as const;

describe('ssh2 is left for OpenSSH’s client', () => {
  test.each<[string, Partial<SshConfig>, LoginServices]>([
    ['CertificateFile', { onlyOpenSsh: ['CertificateFile'] }, services()],
    ['algorithms', { algorithms: { kex: ['sntrup761x25519-sha512'] } }, services()],
    ['@cert-authority', {}, services([], [authority])],
    ['certificate', {}, services(['ssh-ed25519', 'ssh-ed25519-cert-v01@openssh.com'])],
    ['FIDO key', {}, services(['sk-ssh-ed25519@openssh.com'])],
    ['key type', {}, services(['ssh-xmss@openssh.com'])],
  ])('because of %s', async (reason, hop, use) => {
    expect(await why(hop, use)).toBe(reason);
  });

  test('because of GSSAPI only for people with a ticket', async () => {
    expect(await why({ gssapi: true })).toBeUndefined();
    expect(await why({ gssapi: true }, services(), true)).toBe('GSSAPIAuthentication');
    expect(await why({}, services(), true)).toBeUndefined();
  });

  test('because of a jump host', async () => {
    const jump = { config: config({ onlyOpenSsh: ['PKCS11Provider'] }) };
    expect(await whyOpenSsh([jump, { config: config() }], services(), () => Promise.resolve(false))).toBe(
      'PKCS11Provider',
    );
  });
});

describe('ssh2 is taken', () => {
  test('for everything ordinary', async () => {
    expect(await why({})).toBeUndefined();
    expect(await why({}, services(['ssh-ed25519', 'sk-ssh-ed25519@openssh.com']))).toBeUndefined();
    expect(await why({}, services([], [{ ...authority, names: 'db*' }]))).toBeUndefined();
  });

  test('for passwords, which OpenSSH’s client cannot be given', async () => {
    const hop = { config: config({ onlyOpenSsh: ['CertificateFile'] }), password: new Secret('x') };
    expect(await whyOpenSsh([hop], services(), () => Promise.resolve(true))).toBeUndefined();
  });
});
