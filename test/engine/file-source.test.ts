import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fileSource } from '../../src/engine/file-source.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const path = join(temporaryDirectory(), 'big.bin');
const content = randomBytes(1_000_003);
const open = () => {
  writeFileSync(path, content);
  return fileSource(path, content.length, 'files/big.bin');
};
const all = async (pieces: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const copies: Buffer[] = [];
  for await (const piece of pieces) copies.push(Buffer.from(piece));
  return Buffer.concat(copies);
};
/** How often the file is open in this process. */
const descriptors = (): number =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === path;
    } catch {
      return false;
    }
  }).length;

describe('a file as a source', () => {
  test('has its digest, which is read once', async () => {
    const source = open();
    const wanted = createHash('sha256').update(content).digest('hex');
    expect(await source.digest()).toBe(wanted);
    writeFileSync(path, 'something else');
    expect(await source.digest()).toBe(wanted);
  });

  test.each([0, 1, 262_144, 999_999, 1_000_003])('is read from position %i on', async (from) => {
    expect((await all(open().open(from))).equals(content.subarray(from))).toBe(true);
  });

  test('is one open file for all who read it, and closed when the last has gone', async () => {
    const source = open();
    const readers = [0, 1, 2].map(() => source.open(0)[Symbol.asyncIterator]());
    for (const reader of readers) await reader.next();
    expect(descriptors()).toBe(1);
    for (const reader of readers) await reader.return?.();
    expect(descriptors()).toBe(0);
    expect((await all(source.open(0))).equals(content)).toBe(true);
  });

  test('that has become shorter is an error and no short content', async () => {
    const source = open();
    truncateSync(path, 300_000);
    await expect(all(source.open(0))).rejects.toMatchObject({ diagnostics: [{ code: 'asset-changed' }] });
    expect(descriptors()).toBe(0);
  });
});
