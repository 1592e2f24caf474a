import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hashName } from '../../../src/hashed-host-name.ts';
import { editKnownHosts } from '../../../src/resources/ssh-known-host/edit-known-hosts.ts';
import type { WantedHostKeys } from '../../../src/resources/ssh-known-host/wanted.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const directory = temporaryDirectory();
const file = join(directory, 'known_hosts');

function key(seed: string, type = 'ssh-ed25519'): string {
  const part = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  return `${type} ${Buffer.concat([part(Buffer.from(type)), part(Buffer.alloc(32, seed))]).toString('base64')}`;
}

const keys = [key('a'), key('b'), key('c', 'ecdsa-sha2-nistp256')];
const names = ['web1', '[web1]:2222', '192.0.2.7'];
const line = fc.oneof(
  fc.tuple(fc.subarray(names, { minLength: 1 }), fc.constantFrom(...keys)).map(([some, each]) => `${some.join(',')} ${each}`),
  fc.tuple(fc.constantFrom(...names), fc.constantFrom(...keys)).map(([name, each]) => `${hashName(name)} ${each} old`),
  fc.constantFrom('', '# a remark', 'nonsense', `*.example.org ${keys[0] ?? ''}`, `@cert-authority web1 ${keys[1] ?? ''}`),
); // prettier-ignore
const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.map((each) => `${each}\n`).join(''));
const wanted: fc.Arbitrary<WantedHostKeys> = fc.record({
  names: fc.subarray(names, { minLength: 1 }),
  keys: fc.constantFrom([keys[0] ?? ''], [keys[1] ?? '', keys[2] ?? '']),
  present: fc.boolean(),
  hashed: fc.constantFrom(undefined, true, false),
});

test('an edit has nothing to do in its own result, and leaves remarks and patterns', () => {
  fc.assert(
    fc.property(wanted, text, (wish, before) => {
      const after = editKnownHosts(wish, before);
      expect(editKnownHosts(wish, after)).toBe(after);
      const others = (all: string): readonly string[] => all.split('\n').filter((each) => /^[#*@n]/.test(each));
      expect(others(after)).toEqual(others(before));
    }),
  );
});

test('ssh-keygen finds what is wanted, and nothing else of its types', () => {
  fc.assert(
    fc.property(wanted, text, (wish, before) => {
      writeFileSync(file, editKnownHosts(wish, before));
      for (const name of wish.names) {
        const found = new Set(foundKeys(name));
        if (!wish.present) expect([...found].filter((each) => wish.keys.includes(each))).toEqual([]);
        else {
          const own = [...found].filter((each) => wish.keys.some((wishedKey) => typeOf(wishedKey) === typeOf(each)));
          expect(own.sort()).toEqual([...wish.keys].sort());
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('a hashed name is what ssh-keygen would look up, and it can be read back in clear by nobody', () => {
  const hidden = editKnownHosts({ names: ['web1'], keys: [keys[0] ?? ''], present: true, hashed: true }, '');
  writeFileSync(file, hidden);
  expect(hidden).not.toContain('web1');
  expect(execFileSync('ssh-keygen', ['-F', 'web1', '-f', file], { encoding: 'utf8' })).toContain(keys[0]);
});

/** The keys that ssh-keygen finds for a name, without those of authorities. */
function foundKeys(name: string): readonly string[] {
  const { stdout } = spawnSync('ssh-keygen', ['-F', name, '-f', file], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((each) => each !== '' && !/^[#@]/.test(each))
    .map((each) => each.split(' ').slice(1, 3).join(' '));
}

function typeOf(each: string): string {
  return each.split(' ', 1).join();
}
