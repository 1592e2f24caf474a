import { describe, expect, test } from '@jest/globals';
import { judgeHostKey, knownKeyTypes } from '../../../src/hosts/known-hosts/judge.ts';
import type { Verdict } from '../../../src/hosts/known-hosts/judge.ts';
import { findLinesAbout, hostNames } from '../../../src/hosts/known-hosts/lines-about-host.ts';
import { createNameIndex } from '../../../src/hosts/known-hosts/name-index.ts';
import type { HostNames } from '../../../src/hosts/known-hosts/lines-about-host.ts';
import type { KnownHostsLine } from '../../../src/hosts/known-hosts/parse.ts';

const [one, two] = [Buffer.from('key one'), Buffer.from('key two')];
const line = (names: string, key: Buffer, more: Partial<KnownHostsLine> = {}): KnownHostsLine => ({
  file: 'kh',
  line: 1,
  role: 'key',
  names,
  keyType: 'ssh-ed25519',
  key,
  ...more,
});
const web = hostNames('web1', 22, undefined);
const judge = (lines: readonly KnownHostsLine[], names: HostNames, key: Buffer): Verdict =>
  judgeHostKey(findLinesAbout([createNameIndex(lines)], names), key);
const onPort = hostNames('web1', 2222, undefined);

describe('a host key is', () => {
  test('known when a line of the host holds it', () => {
    expect(judge([line('web1', two), line('web*', one)], web, one)).toEqual({ type: 'known' });
  });

  test('unknown when no line names the host', () => {
    expect(judge([line('web2', one)], web, one)).toEqual({ type: 'unknown' });
  });

  test('changed when the host is known by other keys only, even of another type', () => {
    const known = [line('web1', one, { keyType: 'ssh-rsa' })];
    expect(judge(known, web, two)).toEqual({ type: 'changed', known });
  });

  test('revoked before anything else', () => {
    const revoked = line('*', one, { role: 'revoked' });
    expect(judge([line('web1', one), revoked], web, one)).toEqual({ type: 'revoked', line: revoked });
    expect(judge([line('[web1]:2222', one), { ...revoked, names: 'web1' }], onPort, one).type).toBe('revoked');
  });

  test('known on another port when it is the very key of the host’s plain name', () => {
    expect(judge([line('web1', one)], onPort, one).type).toBe('known');
    expect(judge([line('web1', one)], onPort, two).type).toBe('unknown');
    expect(judge([line('[web1]:2222', two), line('web1', one)], onPort, one).type).toBe('changed');
  });

  test('never known because an authority or a revoked line names it', () => {
    const lines = [line('web1', one, { role: 'authority' }), line('web1', two, { role: 'revoked' })];
    expect(judge(lines, web, one).type).toBe('unknown');
  });
});

test('HostKeyAlias replaces both name and port', () => {
  expect(hostNames('web1', 2222, 'rack')).toEqual({ name: 'rack' });
});

test('known key types are those of the port, else those of the plain name', () => {
  const lines = [line('web1', one, { keyType: 'ssh-rsa' }), line('[web1]:2222', two)];
  expect(knownKeyTypes(findLinesAbout([createNameIndex(lines)], onPort))).toEqual(['ssh-ed25519']);
  expect(knownKeyTypes(findLinesAbout([createNameIndex(lines.slice(0, 1))], onPort))).toEqual(['ssh-rsa']);
});

test('an authority is seen under both names', () => {
  const authority = line('web1', one, { role: 'authority' });
  expect(findLinesAbout([createNameIndex([line('web1', one), authority])], onPort).authorities).toEqual([authority]);
});
