import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { findCause, withCause } from '../../src/engine/find-cause.ts';
import { knownCauses } from '../../src/engine/known-causes.ts';

interface Recorded {
  readonly 'made by': string;
  readonly cause: string;
  readonly exit: number;
  readonly stderr?: string;
  readonly stdout?: string;
}

const recorded = parse(readFileSync(new URL('known-causes.yml', import.meta.url), 'utf8')) as readonly Recorded[];

describe('the cause of a failure is found in what real tools say', () => {
  test.each(recorded.map((each) => [`${each.cause}: ${each['made by']}`, each] as const))('%s', (_, each) => {
    const { exit: exitCode, stderr, stdout } = each;
    const cause = findCause({ exitCode, ...(stderr && { stderr }), ...(stdout && { stdout }) });
    expect(cause?.name ?? 'none').toBe(each.cause);
  });

  /** Words of libc, of a kernel, or of a clock that a test cannot have; their own words, told apart from the others. */
  test.each([
    ['quota', 1, "cp: error writing 'x': Disk quota exceeded"],
    ['no-network', 7, 'connect: Network is unreachable'],
    ['connection-refused', 1, 'psql: error: connection to server failed: Connection refused'],
    ['certificate-expired', 60, 'curl: (60) SSL certificate problem: certificate has expired'],
    ['clock-wrong', 100, 'E: Release file for http://deb.example/InRelease is not valid yet (invalid for another 2h).'],
    ['segfault', 128 + constants.signals.SIGSEGV, ''],
  ])('%s', (name, exitCode, stderr) => {
    expect(findCause({ exitCode, stderr })?.name).toBe(name);
  });

  test('each cause is shown by one of these', () => {
    const shown = new Set([...recorded.map((each) => each.cause), ...besides]);
    expect(knownCauses.map((each) => each.name).filter((name) => !shown.has(name))).toEqual([]);
    expect(knownCauses.length).toBeGreaterThanOrEqual(22);
  });
});

const besides = ['quota', 'no-network', 'certificate-expired', 'segfault'];

describe('a hint', () => {
  const failure = { code: 'action-failed', message: 'it failed' };

  test('is given to a failure that has none', () => {
    expect(withCause({ ...failure, exitCode: 127 }).hint).toMatch(/there is no such program/);
  });

  test('never replaces one that is there, and is not given without a status', () => {
    expect(withCause({ ...failure, exitCode: 127, hint: 'own' }).hint).toBe('own');
    expect(withCause({ ...failure, stderr: 'Permission denied' })).not.toHaveProperty('hint');
    expect(withCause({ ...failure, exitCode: 0, stderr: 'Permission denied' })).not.toHaveProperty('hint');
  });

  test('does not repeat what the host said', () => {
    expect(withCause({ ...failure, exitCode: 1, stderr: 'x\u001b[31m: Permission denied' }).hint).not.toMatch(/\u001b/);
  });

  test('is found quickly in whatever a host sends', () => {
    const stderr = 'sudo: user group Unit Job for certificate of '.repeat(100).slice(0, 4000);
    const begun = performance.now();
    findCause({ exitCode: 1, stderr });
    expect(performance.now() - begun).toBeLessThan(200);
  });
});
