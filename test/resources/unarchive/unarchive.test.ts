import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { FactReader } from '../../../src/fact.ts';
import type { Arguments, Change } from '../../../src/resource.ts';
import { unarchiveRecordedIn } from '../../../src/resources/unarchive.ts';
import { sh } from '../../../src/shell.ts';
import { performStep } from '../../support/perform-step.ts';
import type { Performed } from '../../support/perform-step.ts';
import { runFact } from '../../support/run-fact.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { toolSets } from '../../support/tool-sets.ts';

jest.setTimeout(120_000);

const root = temporaryDirectory();
let at: string;
let dest: string;
beforeEach(() => {
  at = mkdtempSync(join(root, "it's "));
  dest = join(at, 'dest');
  for (const name of ['app', 'app/bin', 'dest']) mkdirSync(join(at, name));
  writeFileSync(join(at, 'app', 'bin', 'run'), 'run\n', { mode: 0o755 });
  writeFileSync(join(at, 'app', '-read $(me)'), 'me\n');
  symlinkSync('bin/run', join(at, 'app', 'link'));
});

describe.each(toolSets(root).filter(({ title }) => !title.startsWith('ksh')))('$title', ({ shell, environment }) => {
  const home = (): Readonly<Record<string, string>> => ({ ...environment, HOME: at });
  const reader: FactReader = {
    read: (kind, key) => Promise.resolve(runFact(kind, [key], shell, home())[0] as never),
  };
  const inspect = async (args: Arguments): Promise<readonly Change[]> => {
    const bound = unarchiveRecordedIn(sh`records=${join(at, 'records')}`).bind(args);
    if (bound.type !== 'resource') throw new Error('it is a resource');
    return (await bound.inspect(reader)).changes;
  };
  const apply = async (args: Arguments): Promise<Performed> => {
    const bound = unarchiveRecordedIn(sh`records=${join(at, 'records')}`).bind(args);
    if (bound.type !== 'resource') throw new Error('it is a resource');
    const [step] = (await bound.inspect(reader)).steps();
    if (step === undefined) throw new Error('nothing to do');
    return performStep(step, { shell, environment: home() });
  };
  const names = (): readonly string[] => readdirSync(dest, { recursive: true, encoding: 'utf8' }).sort();

  test.each(['tar', 'tar.gz', 'tar.xz', 'tar.zst', 'tar.bz2', 'zip'])(
    '%s: comes once, and drift is repaired',
    async (format) => {
      if (shell[0]?.endsWith('busybox') === true && (format === 'zip' || format === 'tar.zst')) return;
      const args = { src: pack(format, 'app'), dest, owner: process.getuid?.() ?? 0 } as unknown as Arguments;
      expect(await inspect(args)).toEqual([{ attribute: 'state', from: 'absent', to: 'unpacked' }]);
      expect(names()).toEqual([]);
      expect(await apply(args)).toEqual({ status: 0, stderr: '' });
      expect(await inspect(args)).toEqual([]);
      expect(names()).toEqual(['app', 'app/-read $(me)', 'app/bin', 'app/bin/run', 'app/link']);
      expect(statSync(join(dest, 'app/bin/run')).mode & 0o777).toBe(0o755);

      writeFileSync(join(dest, 'app/bin/run'), 'edited\n');
      writeFileSync(join(dest, 'app/own'), 'stays\n');
      expect(await inspect(args)).toEqual([{ attribute: 'state', from: 'altered', to: 'unpacked' }]);
      expect(await apply(args)).toEqual({ status: 0, stderr: '' });
      expect(await inspect(args)).toEqual([]);
      expect([readFileSync(join(dest, 'app/bin/run'), 'utf8'), existsSync(join(dest, 'app/own'))]).toEqual([
        'run\n',
        true,
      ]);
      rmSync(join(dest, 'app/link'));
      expect(await inspect(args)).toHaveLength(1);
    },
  );

  test('from the host, without its first directory, with a mode; and by what it creates', async () => {
    const path = join(at, 'a.tar.gz');
    writeFileSync(path, pack('tar.gz', 'app').content);
    const args = { src: path, remote_src: true, dest, strip_components: 1, mode: 'u=rwX,go=' };
    expect(await apply(args)).toEqual({ status: 0, stderr: '' });
    expect([names(), await inspect(args)]).toEqual([['-read $(me)', 'bin', 'bin/run', 'link'], []]);
    expect(statSync(join(dest, 'bin/run')).mode & 0o777).toBe(0o700);
    expect(await inspect({ ...args, creates: join(dest, 'bin') })).toEqual([]);
    expect(await inspect({ ...args, creates: join(dest, 'none') })).toHaveLength(1);
    await expect(inspect({ ...args, src: join(at, 'none') })).rejects.toThrow('that can be read');
  });

  describe('nothing escapes', () => {
    const refuse = async (args: Arguments, message: string): Promise<void> => {
      writeFileSync(join(at, 'precious'), 'mine\n');
      const end = await apply(args);
      expect([end.status, end.stderr]).toEqual([1, expect.stringContaining(message)]);
      expect([names(), readFileSync(join(at, 'precious'), 'utf8'), existsSync(join(at, 'evil'))]).toEqual([
        [],
        'mine\n',
        false,
      ]);
    };

    test('by ".."', () =>
      refuse({ src: hostile(`tf.addfile(member('../evil', 2), io.BytesIO(b'x\\n'))`), dest }, 'escapes'));
    test('by an absolute path', () =>
      refuse(
        {
          src: hostile(`tf.addfile(member('${join(at, 'evil').replaceAll("'", "\\'")}', 2), io.BytesIO(b'x\\n'))`),
          dest,
        },
        'escapes',
      ));
    test('through a link of its own', () =>
      refuse(
        {
          src: hostile(
            `tf.addfile(member('a', 0, tarfile.SYMTYPE, '..')); tf.addfile(member('a/evil', 2), io.BytesIO(b'x\\n'))`,
          ),
          dest,
        },
        'through a link',
      ));
    test('by a link that leads out', () =>
      refuse(
        { src: hostile(`tf.addfile(member('a/b', 0, tarfile.SYMTYPE, '../../precious'))`), dest },
        'a link that leaves',
      ));
    test('by a link to an absolute path', () =>
      refuse(
        { src: hostile(`tf.addfile(member('a', 0, tarfile.SYMTYPE, '/etc/passwd'))`), dest },
        'a link that leaves',
      ));
    test('by a pipe', () =>
      refuse({ src: hostile(`tf.addfile(member('a', 0, tarfile.FIFOTYPE))`), dest }, 'device, pipe'));
    test('by a name with a line break', () =>
      refuse({ src: hostile(`tf.addfile(member('a\\nb', 2), io.BytesIO(b'x\\n'))`), dest }, ''));
    test('by being none', () => refuse({ src: asset(Buffer.from('no archive at all')), dest }, 'no archive'));
    test('by being damaged', () =>
      refuse({ src: asset(pack('tar.gz', 'app').content.subarray(0, -30)), dest }, 'cannot read'));

    test('through a link that stands in dest', async () => {
      symlinkSync(at, join(dest, 'app'));
      const end = await apply({ src: pack('tar', 'app'), dest });
      expect([end.status, end.stderr]).toEqual([1, expect.stringContaining('in the way')]);
      expect(existsSync(join(at, 'link'))).toBe(false);
    });

    test('unless links are allowed, and then nothing is written through them', async () => {
      const src = hostile(`tf.addfile(member('a', 0, tarfile.SYMTYPE, '/etc/passwd'))`);
      expect(await apply({ src, dest, outside_links: true })).toEqual({ status: 0, stderr: '' });
      expect(names()).toEqual(['a']);
    });

    test('with the set-id bits of an archive', async () => {
      const src = hostile(`m = member('a', 2); m.mode = 0o6755; tf.addfile(m, io.BytesIO(b'x\\n'))`);
      expect(await apply({ src, dest })).toEqual({ status: 0, stderr: '' });
      expect(statSync(join(dest, 'a')).mode & 0o7777).toBe(0o755);
    });
  });
});

type Packed = Arguments & { readonly content: Buffer };

function asset(content: Buffer): Packed {
  return { source: 'files/app.tar', content, executable: false };
}

function pack(format: string, name: string): Packed {
  const file = join(at, `packed.${format}`);
  if (format === 'zip') execFileSync('zip', ['-qry', file, name], { cwd: at });
  else {
    execFileSync('tar', ['-cf', join(at, 'packed.tar'), name], { cwd: at });
    const [, tool] = /^tar\.(.*)$/.exec(format) ?? [];
    const tools: Readonly<Record<string, string>> = { gz: 'gzip', xz: 'xz', zst: 'zstd', bz2: 'bzip2' };
    if (tool !== undefined)
      writeFileSync(file, execFileSync(tools[tool] ?? '', ['-c'], { input: readFileSync(join(at, 'packed.tar')) }));
  }
  return asset(readFileSync(file));
}

/** An archive as no tar would make it. */
function hostile(members: string): Packed {
  const script = `
import io, sys, tarfile
def member(name, size, kind=tarfile.REGTYPE, target=''):
    m = tarfile.TarInfo(name); m.size = size; m.type = kind; m.linkname = target; m.mode = 0o644
    return m
out = io.BytesIO()
tf = tarfile.open(fileobj=out, mode='w', format=tarfile.GNU_FORMAT)
${members}
tf.close()
sys.stdout.buffer.write(out.getvalue())
`;
  return asset(execFileSync('python3', ['-c', script]));
}
