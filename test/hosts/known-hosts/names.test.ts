import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hashName } from '../../../src/hashed-host-name.ts';
import { matchesName } from '../../../src/hosts/known-hosts/names.ts';
import { parseKnownHosts } from '../../../src/hosts/known-hosts/parse.ts';
import { generateKey } from '../../support/sshd.ts';

let directory: string;
let file: string;
let key: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'names-'));
  file = join(directory, 'known_hosts');
  generateKey(join(directory, 'key'), 'ed25519');
  key = readFileSync(join(directory, 'key.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
});
afterAll(() => rmSync(directory, { recursive: true }));

/** The numbers of the lines that ssh-keygen finds for a name. */
function findWithKeygen(name: string): readonly number[] {
  try {
    const output = execFileSync('ssh-keygen', ['-F', name, '-f', file], { encoding: 'utf8', stdio: 'pipe' });
    return [...output.matchAll(/found: line (\d+)/g)].map((match) => Number(match[1]));
  } catch (error) {
    expect((error as { status: number }).status).toBe(1); // not found
    return [];
  }
}

function findOurselves(name: string): readonly number[] {
  const { lines, problems } = parseKnownHosts(readFileSync(file, 'utf8'), file);
  expect(problems).toEqual([]);
  return lines.filter((line) => matchesName(line.names, name)).map((line) => line.line);
}

// Few letters, so that names and patterns meet.
const letters = (alphabet: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength: 1, maxLength });
const name = fc.oneof(
  letters('abB.1', 5),
  letters('ab.', 4).map((host) => `[${host}]:2222`),
  fc.constantFrom('::1', '[::1]:22', '10.0.0.1'),
);
const field = fc.array(letters('abB.1*?![]:2', 5), { minLength: 1, maxLength: 4 }).map((each) => each.join(','));

describe('a name in known_hosts', () => {
  test('is found by the same patterns as by ssh-keygen -F', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(field, name), { minLength: 1, maxLength: 8 }), name, (fields, wanted) => {
        writeFileSync(file, fields.map((each) => `${each} ${key}\n`).join(''));
        expect(findOurselves(wanted)).toEqual(findWithKeygen(wanted));
      }),
      { numRuns: 150 },
    );
  });

  test('is found after ssh-keygen -H has hashed it, and by ssh-keygen when we have hashed it', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), name, (names, wanted) => {
        writeFileSync(file, names.map((each) => `${each} ${key}\n`).join(''));
        execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'pipe' });
        expect(readFileSync(file, 'utf8')).toContain('|1|');
        expect(findOurselves(wanted)).toEqual(findWithKeygen(wanted));
        writeFileSync(file, names.map((each) => `${hashName(each)} ${key}\n`).join(''));
        expect(findWithKeygen(wanted)).toEqual(findOurselves(wanted));
      }),
      { numRuns: 40 },
    );
  });

  test('costs no more than its length times the pattern’s', () => {
    const started = performance.now();
    expect(matchesName(`${'*a'.repeat(500)}b`, 'a'.repeat(1000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
