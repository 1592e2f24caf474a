import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** A directory for the tests of one file or block, removed after the last of them. */
export function temporaryDirectory(parent = tmpdir()): string {
  const path = mkdtempSync(join(parent, 'rackwright-test-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
