import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'rackwright-architecture-'));
  for (const name of ['src', 'tsconfig.json', '.dependency-cruiser.js', 'package.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});

afterAll(() => rmSync(copy, { recursive: true }));

describe('the import rules', () => {
  test('hold for the source as it is', () => {
    expect(() =>
      execFileSync(process.execPath, [cruiser, 'src', '--config', '.dependency-cruiser.js'], {
        cwd: copy,
        stdio: 'pipe',
      }),
    ).not.toThrow();
  }, 120_000);

  test.each([
    [
      'resources-know-facts-only',
      'src/resources/seeded.ts',
      "import { HostLine } from '../engine/host-line.ts';\nexport const seeded = HostLine;\n",
    ],
    [
      'only-main-wires',
      'src/engine/seeded.ts',
      "import { createConnect } from '../hosts/connect.ts';\nexport const seeded = createConnect;\n",
    ],
    [
      'diagnostics-is-a-leaf',
      'src/diagnostics/seeded.ts',
      "import { sh } from '../shell.ts';\nexport const seeded = sh;\n",
    ],
    ['ssh2-only-in-hosts', 'src/wire/seeded.ts', "import { Client } from 'ssh2';\nexport const seeded = Client;\n"],
  ])(
    '%s finds a seeded violation',
    (rule, file, text) => {
      writeFileSync(join(copy, file), text);
      const { status, stdout } = spawnSync(process.execPath, [cruiser, file, '--config', '.dependency-cruiser.js'], {
        cwd: copy,
        encoding: 'utf8',
      });
      rmSync(join(copy, file));
      expect(stdout).toContain(`error ${rule}: ${file}`);
      expect(status).not.toBe(0);
    },
    120_000,
  );
});
