import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { uploadScripts } from '../../src/engine/upload-scripts.ts';
import type { Upload } from '../../src/engine/upload-scripts.ts';
import type { Command } from '../../src/shell.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { toolSets } from '../support/tool-sets.ts';

const root = temporaryDirectory();
const place = join(root, "it's a place");
const path = join(place, 'big.bin');
const content = Buffer.from('0123456789');
const digest = createHash('sha256').update(content).digest('hex');
const source = { size: content.length, digest: () => Promise.resolve(digest), open: () => (async function* () {})() };

beforeEach(() => {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
});

describe.each(toolSets(root))('$title', ({ shell, environment }) => {
  const run = (script: Command, input: string | Uint8Array = '', before = '') => {
    const [program = 'sh', ...words] = shell;
    const text = `umask 077\nincoming() { cat; }\n${before}\n${script.text}`;
    const env = { ...process.env, LC_ALL: 'C', ...environment };
    const done = spawnSync(program, [...words, '-c', text], { env, input });
    return { status: done.status, stdout: done.stdout.toString(), stderr: done.stderr.toString() };
  };
  const scripts = (more: Partial<Upload> = {}) =>
    uploadScripts({ type: 'upload', path, content: source, ...more }, digest);
  const part = (): string => {
    const name = readdirSync(place).find((each) => each.startsWith('.rackwright-part.'));
    return join(place, name ?? 'no part');
  };
  const done = { status: 0, stdout: '', stderr: '' };

  test('what arrives is checked and put in its place', () => {
    const { begin, append, finish } = scripts({ mode: '0640' });
    expect(run(begin)).toEqual({ ...done, stdout: '0\n' });
    expect(run(append(0), content)).toEqual(done);
    expect([statSync(part()).mode & 0o777, readFileSync(part(), 'utf8')]).toEqual([0o600, '0123456789']);
    expect(run(finish)).toEqual(done);
    expect(readdirSync(place)).toEqual(['big.bin']);
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['0123456789', 0o640]);
  });

  test('a part is gone on with, behind what is there', () => {
    const { begin, append, finish } = scripts();
    run(append(0), content.subarray(0, 4));
    expect(run(finish)).toMatchObject({ status: 1, stderr: expect.stringContaining('did not arrive whole') });
    expect(run(begin)).toEqual({ ...done, stdout: '4\n' });
    expect(run(append(4), content.subarray(4))).toEqual(done);
    expect(run(finish)).toEqual(done);
    expect(readFileSync(path, 'utf8')).toBe('0123456789');
  });

  test('a part with other content is found out, thrown away, and the old file stays', () => {
    writeFileSync(path, 'old');
    const { begin, append, finish } = scripts();
    run(append(0), 'other');
    run(append(5), content.subarray(5));
    expect(run(finish)).toMatchObject({ status: 1, stderr: expect.stringContaining('not what was to be sent') });
    expect([readdirSync(place), readFileSync(path, 'utf8')]).toEqual([['big.bin'], 'old']);
    expect(run(begin)).toEqual({ ...done, stdout: '0\n' });
  });

  test('parts of older contents go, those of other files stay', () => {
    uploadScripts({ type: 'upload', path, content: source }, 'f'.repeat(64));
    run(uploadScripts({ type: 'upload', path, content: source }, 'f'.repeat(64)).append(0), 'abc');
    run(uploadScripts({ type: 'upload', path: `${path}2`, content: source }, digest).append(0), 'abc');
    expect(readdirSync(place)).toHaveLength(2);
    expect(run(scripts().begin)).toEqual({ ...done, stdout: '0\n' });
    expect(readdirSync(place)).toHaveLength(1);
  });

  test('a check that refuses leaves the old file and no part', () => {
    writeFileSync(path, 'old');
    const { append, finish } = scripts({ validate: 'grep -q never %s' });
    run(append(0), content);
    expect(run(finish)).toMatchObject({ status: 1, stderr: expect.stringContaining('the check refused') });
    expect([readdirSync(place), readFileSync(path, 'utf8')]).toEqual([['big.bin'], 'old']);
  });

  test('what cannot be written leaves no part', () => {
    const { append } = scripts();
    const result = run(append(0), content, 'incoming() { printf 0123; return 1; }');
    expect(result).toMatchObject({ status: 1, stderr: expect.stringContaining('cannot be written') });
    expect(readdirSync(place)).toEqual([]);
  });

  test('what there is no room for is refused before anything is sent', () => {
    const huge = { ...source, size: 2 ** 60 };
    const { begin } = uploadScripts({ type: 'upload', path, content: huge }, digest);
    expect(run(begin)).toMatchObject({ status: 1, stderr: expect.stringContaining('there is no room') });
    expect(readdirSync(place)).toEqual([]);
  });

  test('a link in place of the part is not written through', () => {
    const { begin, append } = scripts();
    run(append(0), content.subarray(0, 4));
    const name = part();
    const victim = join(root, 'victim');
    writeFileSync(victim, 'keep');
    rmSync(name);
    symlinkSync(victim, name);
    expect(run(append(4), content.subarray(4)).status).not.toBe(0);
    expect(run(append(0), content).status).not.toBe(0);
    expect(readFileSync(victim, 'utf8')).toBe('keep');
    expect(run(begin)).toEqual({ ...done, stdout: '0\n' });
    expect(existsSync(name)).toBe(false);
  });

  test('the file behind a link is replaced, and the part is beside it', () => {
    const elsewhere = join(place, 'data');
    mkdirSync(elsewhere);
    symlinkSync('data/real.bin', path);
    const { append, finish } = scripts();
    run(append(0), content);
    expect(readdirSync(elsewhere)).toEqual([expect.stringMatching(/^\.rackwright-part\./)]);
    expect(run(finish)).toEqual(done);
    expect(readFileSync(join(elsewhere, 'real.bin'), 'utf8')).toBe('0123456789');
  });
});
