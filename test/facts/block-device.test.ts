import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { blockDevice } from '../../src/facts/block-device.ts';
import { runFact, shells } from '../support/run-fact.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory();
const swap = join(directory, 'swap file');
const table = join(directory, 'table');
const empty = join(directory, 'empty');
const link = join(directory, 'link');
for (const path of [swap, table, empty]) writeFileSync(path, Buffer.alloc(1024 * 1024));
execFileSync('mkswap', ['-U', 'clear', swap]);
// A partition table of DOS: one entry, and the mark at the end of the first sector.
const sector = Buffer.alloc(1024 * 1024);
Buffer.from('80010100830f3f003f000000c1070000', 'hex').copy(sector, 446);
Buffer.from('55aa', 'hex').copy(sector, 510);
writeFileSync(table, sector);
symlinkSync(swap, link);

test.each(shells)('tells by the bytes what a file holds (%s)', (_, shell) => {
  const found = runFact(blockDevice, [swap, link, table, empty, directory, `${directory}/none`, 'UUID=no-such'], shell);
  expect(found.map(({ kind, signature }) => [kind, signature])).toEqual([
    ['file', 'swap'],
    ['file', 'swap'],
    ['file', 'dos'],
    ['file', undefined],
    ['other', undefined],
    ['absent', undefined],
    ['absent', undefined],
  ]);
  expect(found[1]).toMatchObject({ path: swap, size: 1024 * 1024 });
});
