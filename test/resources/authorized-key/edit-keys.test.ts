import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editKeys } from '../../../src/resources/authorized-key/edit-keys.ts';
import { keyLine } from '../../../src/resources/ssh-file/key-line.ts';

function key(seed: string): string {
  const part = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const type = Buffer.from('ssh-ed25519');
  return `ssh-ed25519 ${Buffer.concat([part(type), part(Buffer.alloc(32, seed))]).toString('base64')}`;
}

const keys = ['a', 'b', 'c', 'd'].map(key);
const line = fc.oneof(
  fc.record({
    options: fc.constantFrom('', 'restrict ', 'from="a b",no-pty ', 'command="say \\"x y\\"" '),
    key: fc.constantFrom(...keys),
    comment: fc.constantFrom('', ' anna', ' a b  c'),
  }).map((parts) => parts.options + parts.key + parts.comment),
  fc.constantFrom('', '# a remark', 'nonsense', `#${keys[0] ?? ''}`, 'ssh-rsa AAAA', 'ssh-ed25519'),
); // prettier-ignore
const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.map((each) => `${each}\n`).join(''));
const wanted = fc.record({
  keys: fc.subarray(keys, { minLength: 1 }).chain((some) =>
    fc.tuple(
      ...some.map((identity) =>
        fc.record({
          identity: fc.constant(identity),
          options: fc.constantFrom(undefined, '', 'restrict'),
          comment: fc.constantFrom(undefined, 'bert'),
        }),
      ),
    ),
  ),
  present: fc.constant(true),
  exclusive: fc.boolean(),
});

const identities = (content: string) => content.split('\n').flatMap((each) => keyLine(each)?.identity ?? []);

test('a second edit changes nothing', () => {
  fc.assert(
    fc.property(wanted, text, (wish, before) => {
      const once = editKeys(wish, before);
      expect(editKeys(wish, once)).toBe(once);
    }),
  );
});

test('wanted keys are there, and with exclusive no others and each once', () => {
  fc.assert(
    fc.property(wanted, text, (wish, before) => {
      const found = identities(editKeys(wish, before));
      const names = wish.keys.map((each) => each.identity);
      expect(found).toEqual(expect.arrayContaining(names));
      if (wish.exclusive) expect([...found].sort()).toEqual([...names].sort());
    }),
  );
});

test('absent keys are gone, and all other lines stay in their order', () => {
  fc.assert(
    fc.property(wanted, text, (wish, before) => {
      const names = new Set(wish.keys.map((each) => each.identity));
      const after = editKeys({ ...wish, present: false, exclusive: false }, before);
      const others = before.split('\n').filter((each) => !names.has(keyLine(each)?.identity ?? ''));
      expect(after.split('\n')).toEqual(others);
    }),
  );
});

test('reads a line as ssh-keygen does', () => {
  const lines = [`restrict,command="a \\"b\\" c" ${key('a')} anna`, key('b'), `from="x y" ${key('c')}`];
  const done = spawnSync('ssh-keygen', ['-lf', '-'], { input: lines.map((each) => `${each}\n`).join('') });
  expect(done.stdout.toString().trim().split('\n')).toHaveLength(lines.length);
  expect(lines.map((each) => keyLine(each)?.identity)).toEqual([key('a'), key('b'), key('c')]);
});

test('takes no time over a long line that is no key', () => {
  const start = performance.now();
  expect(keyLine(`"${'\\"'.repeat(50_000)}`)).toBeUndefined();
  expect(keyLine(`${'a'.repeat(100_000)} ${'b '.repeat(50_000)}`)).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(1000);
});
