import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createFinder } from '../../src/definition.ts';
import type { BoundResource } from '../../src/definition.ts';
import type { FactReader } from '../../src/fact.ts';
import type { Arguments } from '../../src/resource.ts';
import { definitions } from '../../src/resources/registry.ts';
import { performStep } from '../support/perform-step.ts';
import { runFact } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { toolSets } from '../support/tool-sets.ts';

const finder = createFinder(definitions);

interface Scenario {
  readonly title: string;
  readonly kind: string;
  /** What stands in the directory before: texts of files, `null` for a directory, `-> target` for a link. */
  readonly before?: Readonly<Record<string, string | null>>;
  readonly args: (directory: string) => object;
  /** What stands there after it. */
  readonly after: Readonly<Record<string, string>>;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const asset = (source: string, text: string) => ({ source, content: bytes(text), executable: false });
const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
/** Only root can give things away. */
const [otherUid, otherGid] = uid === 0 ? [4711, 4712] : [uid, gid];

const scenarios: readonly Scenario[] = [
  {
    title: 'a file is written with mode and owner',
    kind: 'copy',
    before: { "it's -f": 'old\n' },
    args: (at) => ({
      content: 'new\n',
      dest: `${at}/it's -f`,
      mode: '0640',
      owner: otherUid,
      group: otherGid,
      backup: false,
    }),
    after: { "it's -f": 'file 0640 new\n' },
  },
  {
    title: 'a big file arrives whole',
    kind: 'copy',
    args: (at) => ({ src: asset('big', 'x'.repeat(300_000)), dest: `${at}/big` }),
    after: { big: `file 0644 ${'x'.repeat(300_000)}` },
  },
  {
    title: 'a link is replaced by a file',
    kind: 'copy',
    before: { target: 'precious\n', link: '-> target' },
    args: (at) => ({ content: 'new\n', dest: `${at}/link` }),
    after: { target: 'file 0644 precious\n', link: 'file 0644 new\n' },
  },
  {
    title: 'the file behind a link is written',
    kind: 'template',
    before: { target: 'old\n', link: '-> target' },
    args: (at) => ({ src: asset('a.hbs', 'new\n'), dest: `${at}/link`, follow: true, mode: 'u=rw,go=' }),
    after: { target: 'file 0600 new\n', link: 'link target' },
  },
  {
    title: 'a link to nothing is followed',
    kind: 'copy',
    before: { link: '-> later' },
    args: (at) => ({ content: 'new\n', dest: `${at}/link`, follow: true }),
    after: { later: 'file 0644 new\n', link: 'link later' },
  },
  {
    title: 'a tree is laid over what is there',
    kind: 'copy',
    before: { site: null, 'site/a': 'old\n', 'site/other': 'mine\n' },
    args: (at) => ({
      src: {
        source: 'files/site/',
        tree: [
          { path: 'a', content: bytes('a\n'), executable: false },
          { path: 'b/c/-d', content: bytes('d\n'), executable: true },
        ],
      },
      dest: `${at}/site`,
      mode: 'preserve',
      directory_mode: '0750',
    }),
    after: {
      site: 'directory 0755',
      'site/a': 'file 0644 a\n',
      'site/b': 'directory 0750',
      'site/b/c': 'directory 0750',
      'site/b/c/-d': 'file 0755 d\n',
      'site/other': 'file 0644 mine\n',
    },
  },
  {
    title: 'a file goes into a directory that is made for it',
    kind: 'template',
    args: (at) => ({ src: asset('templates/app.conf.hbs', 'a\n'), dest: `${at}/conf.d/` }),
    after: { 'conf.d': 'directory 0755', 'conf.d/app.conf': 'file 0644 a\n' },
  },
  {
    title: 'a line is replaced',
    kind: 'line',
    before: { app: 'a=1\nb=2\n' },
    args: (at) => ({ path: `${at}/app`, regexp: '^a=', line: 'a=3', validate: 'grep -q a=3 %s', mode: '0600' }),
    after: { app: 'file 0600 a=3\nb=2\n' },
  },
  {
    title: 'a line in a new file',
    kind: 'lineinfile',
    args: (at) => ({ path: `${at}/app`, line: 'a=3', create: true }),
    after: { app: 'file 0644 a=3\n' },
  },
  {
    title: 'lines go',
    kind: 'line',
    before: { app: 'a\nb\na' },
    args: (at) => ({ path: `${at}/app`, line: 'a', state: 'absent' }),
    after: { app: 'file 0644 b\n' },
  },
  {
    title: 'a block comes',
    kind: 'blockinfile',
    before: { app: 'a\nb' },
    args: (at) => ({ path: `${at}/app`, block: 'x\ny', marker: '# {mark}', insertbefore: '^b' }),
    after: { app: 'file 0644 a\n# BEGIN\nx\ny\n# END\nb' },
  },
  {
    title: 'a block goes',
    kind: 'blockinfile',
    before: { real: 'a\n# BEGIN\nx\n# END\nb\n', link: '-> real' },
    args: (at) => ({ path: `${at}/link`, marker: '# {mark}', state: 'absent' }),
    after: { real: 'file 0644 a\nb\n', link: 'link real' },
  },
  {
    title: 'directories are made',
    kind: 'directory',
    args: (at) => ({ path: `${at}/a/-b/c d`, mode: '2750', owner: otherUid, group: otherGid }),
    after: { a: 'directory 2750', 'a/-b': 'directory 2750', 'a/-b/c d': 'directory 2750' },
  },
  {
    title: 'a set-id bit that is not wanted goes',
    kind: 'file',
    before: { a: null },
    args: (at) => {
      chmodSync(join(at, 'a'), 0o2775);
      return { path: `${at}/a`, state: 'directory', mode: '0755' };
    },
    after: { a: 'directory 0755' },
  },
  {
    title: 'everything below gets its mode and owner',
    kind: 'file',
    before: { a: null, 'a/b': null, 'a/b/two\nlines': 'x', 'a/run': 'y', 'a/link': '-> /nowhere' },
    args: (at) => {
      chmodSync(join(at, 'a/run'), 0o744);
      return { path: `${at}/a`, recurse: true, mode: 'u=rwX,g=rX,o=', owner: otherUid, group: otherGid };
    },
    after: {
      a: 'directory 0750',
      'a/b': 'directory 0750',
      'a/b/two\nlines': 'file 0640 x',
      'a/run': 'file 0750 y',
      'a/link': 'link /nowhere',
    },
  },
  {
    title: 'everything below loses what it should not have',
    kind: 'directory',
    before: { a: null, 'a/b': null, 'a/c': 'x' },
    args: (at) => {
      chmodSync(join(at, 'a/b'), 0o7777);
      chmodSync(join(at, 'a/c'), 0o7777);
      return { path: `${at}/a`, recurse: true, mode: '0710' };
    },
    after: { a: 'directory 0710', 'a/b': 'directory 0710', 'a/c': 'file 0710 x' },
  },
  {
    title: 'a file gets its attributes',
    kind: 'file',
    before: { a: 'x' },
    args: (at) => ({ path: `${at}/a`, mode: '04711', owner: otherUid, group: otherGid }),
    after: { a: 'file 4711 x' },
  },
  {
    title: 'a file is touched',
    kind: 'file',
    args: (at) => ({ path: `${at}/a`, state: 'touch', mode: '0600' }),
    after: { a: 'file 0600 ' },
  },
  {
    title: 'a link is made in place of another one that leads to a directory',
    kind: 'link',
    before: { old: null, new: null, link: '-> old' },
    args: (at) => ({ path: `${at}/link`, src: 'new', owner: otherUid }),
    after: { old: 'directory 0755', new: 'directory 0755', link: 'link new' },
  },
  {
    title: 'a link is forced over an empty directory',
    kind: 'file',
    before: { link: null },
    args: (at) => ({ path: `${at}/link`, src: '-x', state: 'link', force: true }),
    after: { link: 'link -x' },
  },
  {
    title: 'a hard link is forced over a file',
    kind: 'file',
    before: { a: 'x', b: 'y' },
    args: (at) => ({ path: `${at}/b`, src: `${at}/a`, state: 'hard', force: true }),
    after: { a: 'file 0644 x', b: 'file 0644 x' },
  },
  {
    title: 'a directory goes with everything in it',
    kind: 'file',
    before: { a: null, 'a/b': 'x', 'a/out': '-> ../stays', stays: 'y' },
    args: (at) => ({ path: `${at}/a`, state: 'absent' }),
    after: { stays: 'file 0644 y' },
  },
  {
    title: 'a link to a directory goes and the directory stays',
    kind: 'file',
    before: { a: null, link: '-> a' },
    args: (at) => ({ path: `${at}/link`, state: 'absent' }),
    after: { a: 'directory 0755' },
  },
];

const root = temporaryDirectory();

describe.each(toolSets(root).filter(({ title }) => !title.startsWith('ksh')))('$title', (tools) => {
  const reader: FactReader = {
    read: (kind, key) => {
      const [value] = runFact(kind, [key], tools.shell, tools.environment);
      return Promise.resolve(value as never);
    },
  };

  test.each(scenarios)('$title', async ({ kind, before = {}, args, after }) => {
    const directory = mkdtempSync(join(root, 'case '));
    build(directory, before);
    const bound = finder.find(kind)?.bind(args(directory) as Arguments) as BoundResource;
    const untouched = snapshot(directory);

    const planned = await bound.inspect(reader);
    const steps = planned.steps();
    expect(planned.changes).not.toEqual([]);
    expect(snapshot(directory)).toEqual(untouched);

    for (const step of steps) expect(performStep(step, tools)).toEqual({ status: 0, stderr: '' });
    expect((await bound.inspect(reader)).changes).toEqual([]);
    expect(Object.fromEntries([...snapshot(directory)].map(([name, { shown }]) => [name, shown]))).toEqual(after);

    const converged = snapshot(directory);
    expect((await bound.inspect(reader)).changes).toEqual([]);
    expect(snapshot(directory)).toEqual(converged);
  });
});

function build(directory: string, things: Readonly<Record<string, string | null>>): void {
  for (const [name, content] of Object.entries(things)) {
    const path = join(directory, name);
    if (content === null) mkdirSync(path);
    else if (content.startsWith('-> ')) symlinkSync(content.slice(3), path);
    else writeFileSync(path, content);
  }
}

/** Everything below, with all that a write could change. */
function snapshot(directory: string): ReadonlyMap<string, { readonly shown: string; readonly identity: string }> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(
    names.map((name) => {
      const path = join(directory, name);
      const stat = lstatSync(path, { bigint: true });
      const mode = (Number(stat.mode) & 0o7777).toString(8).padStart(4, '0');
      const shown = stat.isSymbolicLink()
        ? `link ${readlinkSync(path)}`
        : stat.isDirectory()
          ? `directory ${mode}`
          : `file ${mode} ${readFileSync(path, 'utf8')}`;
      const identity = [stat.ino, stat.uid, stat.gid, stat.mode, stat.mtimeNs, stat.ctimeNs].join(' ');
      return [name, { shown, identity }];
    }),
  );
}
