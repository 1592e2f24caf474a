import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createAssets } from '../../src/engine/assets.ts';
import type { Task } from '../../src/playbook/model.ts';
import { locatedText, problemsOf } from '../support/located-text.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = temporaryDirectory();
const { span } = locatedText('x');

test('all hosts get the bytes that the first one got, and what is missing at first is looked for again', () => {
  const directory = mkdtempSync(join(root, 'assets-'));
  const task = { directory } as Task;
  const assets = createAssets(directory, (path) => path);
  const read = () => assets.read(task, 'file', 'page', span, {});
  expect(problemsOf(read)).toEqual([expect.objectContaining({ code: 'template-missing' })]);
  writeFileSync(join(directory, 'page'), 'one');
  expect(read()).toMatchObject({ content: Buffer.from('one') });
  writeFileSync(join(directory, 'page'), 'two');
  expect(read()).toMatchObject({ content: Buffer.from('one') });
});

test('a template is rendered for each host', () => {
  const directory = mkdtempSync(join(root, 'assets-'));
  writeFileSync(join(directory, 'page'), '{{ name }}');
  const assets = createAssets(directory, (path) => path);
  const read = (name: string) => assets.read({ directory } as Task, 'template', 'page', span, { name });
  expect([read('a'), read('b')]).toMatchObject([{ content: Buffer.from('a') }, { content: Buffer.from('b') }]);
});
