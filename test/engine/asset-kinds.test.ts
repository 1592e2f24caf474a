import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { CertificateAuthority } from '../../src/certificate-authority.ts';
import { createAssets } from '../../src/engine/assets.ts';
import type { Assets } from '../../src/engine/assets.ts';
import type { Task } from '../../src/playbook/model.ts';
import { locatedText, problemsOf } from '../support/located-text.ts';
import { readAll } from '../support/read-all.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const base = temporaryDirectory();
const { span } = locatedText('x');
const sealed = '$ANSIBLE_VAULT;1.1;AES256\n6162\n';
let directory: string;
let task: Task;
let assets: Assets;
let count = 0;
beforeEach(() => {
  count += 1;
  directory = join(base, String(count), 'playbooks');
  mkdirSync(directory, { recursive: true });
  task = { directory, span } as Task;
  assets = createAssets(directory, (path) => relative(directory, path));
});

function keep(name: string, text: string | Uint8Array, mode = 0o644): string {
  const path = join(directory, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

const big = Buffer.alloc(256 * 1024 + 1, 'x');
const read = (kind: 'template' | 'file' | 'tree', name: string, scope = {}) =>
  assets.read(task, kind, name, span, scope);

describe('what a task names', () => {
  test('is a file as it is, and whether it can be run', () => {
    keep('files/page', 'a {{ b }}');
    keep('files/tool', '#!/bin/sh', 0o755);
    expect(read('file', 'page')).toEqual({
      source: 'files/page',
      content: Buffer.from('a {{ b }}'),
      executable: false,
    });
    expect(read('file', 'tool')).toMatchObject({ executable: true });
  });

  test('is a template, from a directory of its own', () => {
    keep('files/page', 'no');
    keep('templates/page', 'for {{ name }}', 0o755);
    expect(read('template', 'page', { name: 'anna' })).toEqual({
      source: 'templates/page',
      content: Buffer.from('for anna'),
      executable: true,
    });
  });

  test('is a tree with all its files in their order, whatever lies how deep', () => {
    keep('files/site/b', 'b');
    keep('files/site/a/c', 'c', 0o755);
    mkdirSync(join(directory, 'files/site/empty'));
    const tree = [
      { path: 'a/c', content: Buffer.from('c'), executable: true },
      { path: 'b', content: Buffer.from('b'), executable: false },
    ];
    expect(read('tree', 'site')).toEqual({ source: 'files/site', tree });
    // What a slash at the end means is for the kind to say.
    expect(read('tree', 'site/')).toEqual({ source: 'files/site/', tree });
  });

  test('is held in memory when it is small, or not a tree', () => {
    keep('files/big', big);
    keep('files/small', big.subarray(1));
    expect(read('file', 'big')).toMatchObject({ content: big });
    expect(read('tree', 'small')).toMatchObject({ content: big.subarray(1) });
  });

  test('is a source where it is big: all hosts read one', async () => {
    keep('files/big', big, 0o755);
    const first = read('tree', 'big');
    if (!('content' in first) || first.content instanceof Uint8Array) throw new Error('it is in memory');
    expect({ size: first.content.size, executable: first.executable }).toEqual({ size: big.length, executable: true });
    expect(await readAll(Readable.from(first.content.open(0)))).toBe(big.toString());
    expect(read('tree', 'big')).toMatchObject({ content: first.content });
  });

  test('and is not there is said with all the places where it was looked for', () => {
    expect(problemsOf(() => read('template', 'page'))).toMatchObject([
      {
        code: 'template-missing',
        message: 'there is no template "page"',
        hint: expect.stringMatching(/^searched: .*templates\/page/),
      },
    ]);
    expect(problemsOf(() => read('tree', 'page'))).toMatchObject([
      { message: 'there is no file "page"', hint: expect.stringMatching(/files\/page, /) },
    ]);
  });

  test('and cannot be rendered is told with the template’s own line and the task', () => {
    keep('templates/page', 'one\n{{ nobody }}');
    expect(problemsOf(() => read('template', 'page'))).toMatchObject([
      { span: { source: { name: 'templates/page' } }, related: [{ message: 'rendered for this task', span }] },
    ]);
  });
});

describe('a file that is encrypted where it lies', () => {
  const notOpened = [
    { code: 'vault-key', message: expect.stringMatching(/^files\/key is encrypted/), hint: expect.stringMatching(/./) },
  ];

  test('is taken as it was opened before the run', () => {
    const path = keep('files/key', sealed);
    assets = createAssets(directory, (each) => each, new Map([[path, Buffer.from('hunter2')]]));
    expect(read('file', 'key')).toMatchObject({ content: Buffer.from('hunter2') });
    expect(read('tree', 'key')).toMatchObject({ content: Buffer.from('hunter2') });
    expect(assets.readText(task, 'key')).toBe('hunter2');
  });

  test('is never sent as it lies', () => {
    keep('files/key', sealed);
    for (const kind of ['file', 'tree'] as const) expect(problemsOf(() => read(kind, 'key'))).toMatchObject(notOpened);
    expect(problemsOf(() => assets.readText(task, 'key'))).toMatchObject(notOpened);
    keep('files/key', Buffer.concat([Buffer.from(sealed), big]));
    expect(problemsOf(() => read('tree', 'key'))).toMatchObject(notOpened);
  });

  test('nor is a part of a template', () => {
    keep('templates/page', '{{> key }}');
    keep('templates/key', sealed);
    keep('templates/key.hbs', sealed);
    expect(problemsOf(() => read('template', 'page'))).not.toEqual([]);
  });
});

test('a lookup reads a text, and finds nothing where there is no file', () => {
  keep('files/page', 'grün');
  keep('files/tree/a', 'a');
  expect([assets.readText(task, 'page'), assets.readText(task, 'none'), assets.readText(task, 'tree')]).toEqual([
    'grün',
    undefined,
    undefined,
  ]);
});

test('an authority is opened once for all hosts, and said to be missing where there is none', () => {
  const opened: string[] = [];
  const authority = {} as CertificateAuthority;
  assets = createAssets(
    directory,
    (path) => path,
    new Map(),
    (path) => {
      opened.push(path);
      return path.endsWith('pki') ? authority : undefined;
    },
  );
  expect([assets.authority('pki', span), assets.authority('pki', span)]).toEqual([authority, authority]);
  expect(opened).toEqual([join(directory, 'pki')]);
  expect(problemsOf(() => assets.authority('../other', span))).toMatchObject([
    {
      code: 'file-missing',
      message: `there is no authority in ${join(directory, '../other')}`,
      hint: 'make one with `rackwright ca init`',
    },
  ]);
  expect(problemsOf(() => createAssets(directory, (path) => path).authority('pki', span))).toHaveLength(1);
});

test('a place is written to beside the playbook; a slash at its end is kept', () => {
  expect([assets.place('logs'), assets.place('logs/'), assets.place('/srv/logs/')]).toEqual([
    join(directory, 'logs'),
    join(directory, 'logs/'),
    '/srv/logs/',
  ]);
});
