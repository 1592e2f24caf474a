import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

// The program as `npm run setup` builds it; the other tests run the sources.
// Each test starts processes, on a machine that may be busy.
jest.setTimeout(60_000);

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const root = temporaryDirectory();

function start(
  bin: string,
  words: readonly string[],
  first: readonly string[] = [],
): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...first, bin, ...words], {
    cwd: checkout,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

/** A copy of the program, so that the built one stays as it is. */
function copy(): string {
  const place = mkdtempSync(join(root, 'program-'));
  for (const each of ['bin', 'dist/program', 'package.json'])
    cpSync(join(checkout, each), join(place, each), { recursive: true });
  return place;
}

const validate = ['validate', 'playbooks/site.yml', '-i', 'inventory/lab.yml'];
const valid = /\d+ plays, \d+ tasks, 8 hosts: no problem found/;

test('V8 takes the code cache, and a playbook without mistakes needs no ajv', () => {
  const probe = join(root, 'probe.cjs');
  writeFileSync(
    probe,
    `const vm = require('node:vm');
    const { Script } = vm;
    let [taken, refused] = [0, 0];
    vm.Script = class extends Script {
      constructor(...all) {
        super(...all);
        if (this.cachedDataRejected === true) refused += 1;
        if (this.cachedDataRejected === false) taken += 1;
      }
    };
    process.on('exit', () => {
      const ajv = Object.keys(require.cache).some((file) => file.includes('node_modules/ajv'));
      process.stderr.write(JSON.stringify({ taken: taken > 5, refused, ajv }));
    });`,
  );
  const { code, out, err } = start(join(checkout, 'bin/rackwright.js'), validate, ['-r', probe]);
  expect([code, out]).toEqual([0, expect.stringMatching(valid)]);
  expect(JSON.parse(err)).toEqual({ taken: true, refused: 0, ajv: false });
});

test('a command line is read, and help laid out, without learning about emoji', () => {
  const probe = join(root, 'no-segmenter.cjs');
  writeFileSync(probe, "Intl.Segmenter = class { constructor() { throw new Error('it takes 15 ms'); } };");
  for (const words of [['--version'], ['run', '--help'], validate])
    expect(start(join(checkout, 'bin/rackwright.js'), words, ['-r', probe])).toMatchObject({ code: 0, err: '' });
});

test('a missing or foreign code cache only makes it slower', () => {
  const place = copy();
  const program = join(place, 'dist/program');
  const caches = readdirSync(program).filter((name) => name.endsWith('.cache'));
  expect(caches).toContain('main.cjs.cache');
  for (const name of caches) writeFileSync(join(program, name), 'of another Node');
  expect(start(join(place, 'bin/rackwright.js'), validate)).toEqual({
    code: 0,
    out: expect.stringMatching(valid),
    err: '',
  });
  for (const name of caches) rmSync(join(program, name));
  expect(start(join(place, 'bin/rackwright.js'), validate)).toEqual({
    code: 0,
    out: expect.stringMatching(valid),
    err: '',
  });
});

test('without a build it says what to do', () => {
  const place = copy();
  rmSync(join(place, 'dist'), { recursive: true });
  const { code, err } = start(join(place, 'bin/rackwright.js'), ['--version']);
  expect([code, err]).toEqual([2, expect.stringContaining('npm run setup')]);
});

test('a mistake is explained by ajv, which lies outside of the bundle', () => {
  const cwd = mkdtempSync(join(root, 'wrong-'));
  writeFiles(cwd, { 'site.yml': '- hosts: all\n  tasks:\n    - file: {path: /x, state: nonsense}\n' });
  const { code, err } = start(join(checkout, 'bin/rackwright.js'), ['validate', join(cwd, 'site.yml'), '-i', 'web1,']);
  expect([code, err]).toEqual([2, expect.stringContaining('must be one of')]);
});

test('a bug is reported with the places of the sources', () => {
  const saboteur = join(root, 'saboteur.cjs');
  writeFileSync(
    saboteur,
    `const fs = require('node:fs');
    const { statSync } = fs;
    fs.statSync = (path, ...more) => {
      if (String(path).endsWith('site.yml')) throw new TypeError('made for a test');
      return statSync(path, ...more);
    };`,
  );
  const { code, err } = start(join(checkout, 'bin/rackwright.js'), validate, ['-r', saboteur]);
  expect([code, err]).toEqual([70, expect.stringMatching(/made for a test[^]*src\/playbook\/read\.ts:\d+:\d+/)]);
});

test('the version is that of package.json', () => {
  const manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { readonly version: string };
  expect(start(join(checkout, 'bin/rackwright.js'), ['--version']).out).toBe(`${manifest.version}\n`);
});

test('who reads what is printed may go away: a run goes on to its end', () => {
  const cwd = mkdtempSync(join(root, 'unread-'));
  const file = join(cwd, 'made');
  writeFiles(cwd, {
    'site.yml': `- hosts: all\n  gather_facts: false\n  tasks:\n    - debug: {msg: hello}\n    - file: {path: ${file}, state: touch}\n    - debug: {msg: done}\n`,
  });
  const bin = join(checkout, 'bin/rackwright.js');
  const words = 'run site.yml -i h1, -e ansible_connection=local';
  const { stderr } = spawnSync('sh', ['-c', `{ sleep 0.3; node ${bin} ${words}; echo $? >code; } | :`], { cwd });
  expect(stderr.toString()).toBe('');
  expect(readFileSync(join(cwd, 'code'), 'utf8')).toBe('0\n');
  expect(readFileSync(file, 'utf8')).toBe('');
});

test('who reads slowly gets all of it', () => {
  const cwd = mkdtempSync(join(root, 'slow-'));
  writeFiles(cwd, {
    'site.yml': `- hosts: all\n  gather_facts: false\n  tasks:\n    - debug: {msg: ${'x'.repeat(300_000)}}\n`,
  });
  const bin = join(checkout, 'bin/rackwright.js');
  const words = 'run site.yml -i h1, -e ansible_connection=local -o json';
  const { stdout } = spawnSync('sh', ['-c', `node ${bin} ${words} | { sleep 1; cat; }`], { cwd, maxBuffer: 2 ** 24 });
  const lines = stdout.toString().trimEnd().split('\n');
  expect(lines.some((line) => line.includes('x'.repeat(300_000)))).toBe(true);
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ type: 'run.finished' });
});
