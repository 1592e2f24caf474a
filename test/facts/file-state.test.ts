import { chmodSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { FactError } from '../../src/fact.ts';
import { fileState, followedFileState } from '../../src/facts/file-state.ts';
import { runFact } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { asNobody, toolSets } from '../support/tool-sets.ts';

const root = temporaryDirectory();
const at = (name: string): string => join(root, name);
const odd = [
  "it's here",
  '-rf',
  'a:b',
  '$(id)',
  'späte *',
  'back\\slash',
  'tab\there',
  'carriage\rreturn',
  ' lead and trail ',
];

chmodSync(root, 0o755);
writeFileSync(at('plain'), 'three');
chmodSync(at('plain'), 0o4751);
linkSync(at('plain'), at('second name'));
mkdirSync(at('dir'));
chmodSync(at('dir'), 0o2750);
symlinkSync('plain', at('link'));
symlinkSync('/nowhere at all', at('dangling'));
symlinkSync('two\nlines', at('hostile'));
mkdirSync(at('closed'));
writeFileSync(join(at('closed'), 'inside'), '');
chmodSync(at('closed'), 0o700);
execFileSync('mkfifo', [at('pipe')]);
for (const name of odd) writeFileSync(at(name), '');

describe.each(toolSets(root))('$title', ({ shell, environment }) => {
  const read = (...paths: readonly string[]) => runFact(fileState, paths, shell, environment);

  test('a file has its mode, owner, size and identity', () => {
    const [plain, second] = read(at('plain'), at('second name'));
    expect(plain).toMatchObject({ type: 'file', mode: '4751', size: 5, uid: process.getuid?.() });
    expect(second).toEqual(plain);
    if (process.getuid?.() === 0) expect(plain).toMatchObject({ owner: 'root', group: 'root' });
  });

  test('directories, links and other things are told apart', () => {
    expect(read(at('dir'), at('link'), at('dangling'), at('pipe'), at('missing'), at('plain/below'))).toMatchObject([
      { type: 'directory', mode: '2750' },
      { type: 'link', target: 'plain' },
      { type: 'link', target: '/nowhere at all' },
      { type: 'other' },
      { type: 'absent' },
      { type: 'absent' },
    ]);
  });

  test('links are followed when that is asked for', () => {
    expect(runFact(followedFileState, [at('link'), at('dangling'), at('dir')], shell, environment)).toMatchObject([
      { type: 'file', size: 5 },
      { type: 'absent' },
      { type: 'directory' },
    ]);
  });

  test('a link target with a line break cannot pretend to be another answer', () => {
    expect(read(at('hostile'), at('missing'))).toMatchObject([{ type: 'link', target: '' }, { type: 'absent' }]);
  });

  test('odd names are read as they are', () => {
    expect(read(...odd.map(at)).map((state) => state.type)).toEqual(odd.map(() => 'file'));
  });

  test('what may not be looked at is not called absent', () => {
    const paths = [join(at('closed'), 'inside'), join(at('closed'), 'a/b'), at('plain')];
    const states = runFact(fileState, paths, asNobody(shell), environment).map((state) => state.type);
    expect(states).toEqual(
      process.getuid?.() === 0 ? ['unreadable', 'unreadable', 'file'] : ['file', 'absent', 'file'],
    );
  });

  test('a thousand long paths are read at once', () => {
    const paths = Array.from({ length: 1000 }, (_, index) => at(`${'long'.repeat(60)}${index}`));
    const states = read(...paths, at('plain'), '/');
    expect(states.slice(0, 1000).every((state) => state.type === 'absent')).toBe(true);
    expect(states.slice(1000).map((state) => state.type)).toEqual(['file', 'directory']);
  });
});

test('a path with a line break is refused', () => {
  expect(() => fileState.script(['/a\nb'])).toThrow(FactError);
});

test('a host without a usable stat is an error, not a host without files', () => {
  expect(() => fileState.parse(Buffer.from(''), ['/etc/motd'])).toThrow('GNU or busybox');
});

test('owners without a name show their number', () => {
  const output = Buffer.from('s:81a4:0:fe01:12:4711:4712:UNKNOWN:UNKNOWN:/srv/x\ns:41ed:0:1:2:0:0:root:root:/\n');
  expect(fileState.parse(output, ['/srv/x'])).toMatchObject([{ owner: '4711', group: '4712', uid: 4711 }]);
});
