import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createNameIndex } from '../../../src/hosts/known-hosts/name-index.ts';
import { hashName } from '../../../src/hashed-host-name.ts';
import { matchesName } from '../../../src/hosts/known-hosts/names.ts';
import type { KnownHostsLine } from '../../../src/hosts/known-hosts/parse.ts';

const lineFor = (names: string, line = 0): KnownHostsLine => ({
  file: 'known_hosts',
  line,
  role: 'key',
  names,
  keyType: 'ssh-ed25519',
  key: Buffer.from('key'),
});

const name = fc.constantFrom('web1', 'web2', 'Web1', 'db1', '[web1]:2222', '10.0.0.1');
const field = fc.oneof(
  name,
  name.map((each) => hashName(each)),
  fc.array(fc.oneof(name, fc.constantFrom('web*', '!web1', 'd?1', '*')), { minLength: 1 }).map((all) => all.join(',')),
);

test('finds the same lines in the same order as a look at each of them', () => {
  fc.assert(
    fc.property(
      fc.array(field),
      fc.array(name),
      field.filter((each) => !each.startsWith('|')),
      (fields, names, added) => {
        const lines = fields.map(lineFor);
        const index = createNameIndex(lines);
        const slowly = (all: readonly KnownHostsLine[], each: string) =>
          all.filter((line) => matchesName(line.names, each));
        for (const each of names) expect(index.named(each)).toEqual(slowly(lines, each));
        const last = lineFor(added, fields.length);
        index.add(last);
        for (const each of names) expect(index.named(each)).toEqual(slowly([...lines, last], each));
      },
    ),
  );
});

test('five thousand hosts are found at once', () => {
  const hosts = Array.from({ length: 5000 }, (_, index) => `host${index}`);
  const index = createNameIndex(hosts.map(lineFor));
  const start = performance.now();
  expect(hosts.every((host) => index.named(host).length === 1)).toBe(true);
  // A look at each line for each host takes some ten seconds.
  expect(performance.now() - start).toBeLessThan(2000);
});
