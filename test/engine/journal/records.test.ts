import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { describeRecord } from '../../../src/engine/journal/describe-record.ts';
import { parseApplied } from '../../../src/engine/journal/parse-applied.ts';
import { valueDigest } from '../../../src/engine/journal/value-digest.ts';
import type { ChangeValue } from '../../../src/resource.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const record = (more: object = {}): string =>
  JSON.stringify({ v: 1, path: '/etc/motd', sha256: digest('new'), by: 'play web: motd', in: 'a/b/site.yml', ...more });

describe('a note of what was applied', () => {
  test('is read as it was written', () => {
    const known = { path: '/etc/motd', sha256: digest('new'), by: 'play web: motd', in: 'a/b/site.yml' };
    expect(parseApplied(`made ${record({ was: digest('old') })}`)).toEqual({
      ...known,
      was: digest('old'),
      made: true,
    });
    expect(parseApplied(`- ${record()}`)).toEqual({ ...known, made: false });
    // What is no text is not known.
    expect(parseApplied(`- ${record({ in: 7, was: 7 })}`)).toEqual({
      path: known.path,
      sha256: known.sha256,
      by: known.by,
      made: false,
    });
  });

  test.each([
    ['', 'it is no JSON'],
    ['made ', 'it is no JSON'],
    [`x ${record()}`, 'it is no JSON'],
    ['- null', 'it is no map'],
    ['- 7', 'it is no map'],
    ['- {}', 'its version is undefined; a newer Rackwright may have written it'],
    [`- ${record({ v: 2 })}`, 'its version is 2; a newer Rackwright may have written it'],
    [`- ${record({ path: 7 })}`, 'something in it is missing'],
    [`- ${record({ by: null })}`, 'something in it is missing'],
    [`- ${record({ sha256: 'abc' })}`, 'something in it is missing'],
    [`- ${record({ sha256: `${digest('new')}0` })}`, 'something in it is missing'],
    [`- ${record({ sha256: digest('new').toUpperCase() })}`, 'something in it is missing'],
  ])('may be anything: %s', (line, problem) => {
    expect(parseApplied(line)).toEqual({ problem });
  });
});

test.each<[ChangeValue, string | undefined]>([
  [{ text: 'new' }, digest('new')],
  [{ bytes: 3, sha256: digest('new') }, digest('new')],
  ['new', undefined],
  [null, undefined],
])('the digest of %j', (value, wanted) => {
  expect(valueDigest(value)).toBe(wanted);
});

describe('an owed handler, for people', () => {
  test.each([
    ['{"handler":"restart","play":"web","by":"anna"}', 'restart (play web), notified when anna'],
    ['{"handler":"restart","role":"nginx","play":"web","by":"anna"}', 'restart (role nginx), notified when anna'],
    ['{"handler":7}', '{"handler":7}'],
    ['null', 'null'],
    ['nonsense', 'nonsense'],
    ['', 'its record is empty'],
  ])('%s', (text, shown) => {
    expect(describeRecord(text)).toBe(shown);
  });

  test('is not longer than people read', () => {
    expect(describeRecord('x'.repeat(500))).toHaveLength(300);
    expect(describeRecord(JSON.stringify({ handler: 'x'.repeat(500) }))).toHaveLength(300);
  });
});
