import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { FactReader } from '../../../src/fact.ts';
import type { Arguments, Change } from '../../../src/resource.ts';
import { archiveRecordedIn } from '../../../src/resources/archive.ts';
import { sh } from '../../../src/shell.ts';
import { performStep } from '../../support/perform-step.ts';
import type { Performed } from '../../support/perform-step.ts';
import { runFact } from '../../support/run-fact.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { toolSets } from '../../support/tool-sets.ts';

jest.setTimeout(60_000);

const root = temporaryDirectory();
const sets = toolSets(root);
let at: string;
let dest: string;
beforeEach(() => {
  at = mkdtempSync(join(root, "it's "));
  dest = join(at, 'app.tar.gz');
  for (const name of ['app', 'app/bin', 'app/cache']) mkdirSync(join(at, name));
  writeFileSync(join(at, 'app/bin/run'), 'run\n', { mode: 0o755 });
  writeFileSync(join(at, 'app/cache/big'), 'big\n');
  writeFileSync(join(at, 'app/--version'), 'me\n');
  writeFileSync(join(at, String.raw`app/a\nb $(me)`), 'me\n');
  symlinkSync('bin/run', join(at, 'app/link'));
});

const members = [
  'app/', 'app/--version', String.raw`app/a\nb $(me)`, 'app/bin/', 'app/bin/run', 'app/link',
]; // prettier-ignore

describe.each(sets.filter(({ title }) => title.startsWith('dash')))('$title', ({ shell, environment }) => {
  const bind = (args: Arguments) => {
    const bound = archiveRecordedIn(sh`records=${join(at, 'records')}`).bind(args);
    if (bound.type !== 'resource') throw new Error('it is a resource');
    return bound;
  };
  const reader: FactReader = {
    read: (kind, key) => Promise.resolve(runFact(kind, [key], shell, environment)[0] as never),
  };
  const changes = async (args: Arguments): Promise<readonly Change[]> => (await bind(args).inspect(reader)).changes;
  const apply = async (args: Arguments): Promise<Performed> => {
    const [step] = (await bind(args).inspect(reader)).steps();
    if (step === undefined) throw new Error('nothing to do');
    return performStep(step, { shell, environment });
  };
  const wanted = (): Arguments => ({ path: join(at, 'app'), dest, exclude_path: join(at, 'app/c*e') });

  test.each(['tar', 'gz', 'xz', 'bz2', 'zst', 'zip'])(
    '%s: is packed once, and again when something was changed',
    async (format) => {
      const args = { ...wanted(), format };
      const before = readdirSync(at);
      expect(await changes(args)).toEqual([{ attribute: 'state', from: 'absent', to: 'packed' }]);
      expect(readdirSync(at)).toEqual(before);
      expect(await apply(args)).toEqual({ status: 0, stderr: '' });
      expect(listed(format)).toEqual(members);
      expect(statSync(dest).mode & 0o777).toBe(0o600);
      expect(await changes(args)).toEqual([]);
      expect(readdirSync(at).filter((name) => name.startsWith('.rackwright'))).toEqual([]);

      // What is left out does not count.
      writeFileSync(join(at, 'app/cache/other'), '');
      expect(await changes(args)).toEqual([]);
      chmodSync(join(at, 'app/bin/run'), 0o700);
      expect(await changes(args)).toEqual([{ attribute: 'state', from: 'out of date', to: 'packed' }]);
      expect(await apply(args)).toEqual({ status: 0, stderr: '' });
      expect(await changes(args)).toEqual([]);
    },
  );

  test('drift: an edited file, a new one, one that is gone, another archive in its place', async () => {
    await apply(wanted());
    const drift = [
      () => utimesSync(join(at, 'app/bin/run'), 1, 1),
      () => writeFileSync(join(at, 'app/new'), ''),
      () => rmSync(join(at, 'app/link')),
      () => writeFileSync(dest, 'not ours'),
    ];
    for (const cause of drift) {
      cause();
      expect(await changes(wanted())).toHaveLength(1);
      expect(await apply(wanted())).toEqual({ status: 0, stderr: '' });
      expect(await changes(wanted())).toEqual([]);
    }
  });

  test('an archive inside of what is packed does not hold itself', async () => {
    dest = join(at, 'app/self.tar');
    expect(await apply(wanted())).toEqual({ status: 0, stderr: '' });
    expect(listed('tar')).toEqual(members);
    expect(await changes(wanted())).toEqual([]);
  });

  test('a name with a line break, and nothing at all, are refused, and nothing is left behind', async () => {
    writeFileSync(join(at, 'app/a\nb'), '');
    expect(await apply(wanted())).toMatchObject({ status: 1, stderr: expect.stringContaining('line break') });
    const empty = { path: join(at, 'app'), dest, exclude_path: join(at, 'app*') };
    expect(await apply(empty)).toMatchObject({ status: 1, stderr: expect.stringContaining('nothing to pack') });
    expect([existsSync(dest), readdirSync(at)]).toEqual([false, ['app']]);
  });

  test('several paths are seen from what they share; attributes alone do not pack again', async () => {
    writeFileSync(join(at, 'one'), '1');
    const args = { path: [join(at, 'one'), join(at, 'app/bin')], dest };
    await apply(args);
    expect(listed('gz')).toEqual(['app/bin/', 'app/bin/run', 'one']);
    expect(await changes({ ...args, mode: '0640' })).toEqual([{ attribute: 'mode', from: '0600', to: '0640' }]);
  });

  test('what is not there cannot be packed', async () => {
    await expect(apply({ path: [join(at, 'app'), join(at, 'none')], dest })).rejects.toThrow(
      `the host has no ${at}/none`,
    );
  });
});

test('a tar that takes no names from a list is told of, and nothing is left behind', async () => {
  const busybox = sets.find(({ title }) => title.startsWith('busybox'));
  if (busybox === undefined) throw new Error('there is no busybox');
  const key: Arguments = { path: join(at, 'app'), dest };
  const bound = archiveRecordedIn(sh`records=${join(at, 'records')}`).bind(key);
  if (bound.type !== 'resource') throw new Error('it is a resource');
  const { shell, environment } = busybox;
  const [step] = (
    await bound.inspect({
      read: (kind, each) => Promise.resolve(runFact(kind, [each], shell, environment)[0] as never),
    })
  ).steps();
  if (step === undefined) throw new Error('nothing to do');
  const end = performStep(step, busybox);
  if (end.status !== 0) expect(end.stderr).toContain('cannot take names from a list');
  expect(readdirSync(at).filter((name) => name.startsWith('.'))).toEqual([]);
});

function listed(format: string): readonly string[] {
  const [tool, words] = format === 'zip' ? ['unzip', ['-Z1', dest]] : ['tar', ['--quoting-style=literal', '-tf', dest]];
  const names = execFileSync(tool, words, { encoding: 'utf8' }).split('\n');
  return names
    .filter((name) => name !== '')
    .map((name) => name.replace('./', ''))
    .sort();
}
