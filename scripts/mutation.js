// `npm run mutation -- --room engine/guard`: changes the code of a room in small ways, one at a time, and runs the room's own tests
// against each change. What no test notices is printed; the score is the share that was noticed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import jestConfig from '../jest.config.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = { type: 'string' };
const { values } = parseArgs({ options: { room: text, files: text, tests: text, jobs: text } });
const { room } = values;
if (room === undefined || !/^[a-z-]+(\/[a-z-]+)*$/.test(room)) {
  console.error('usage: npm run mutation -- --room ROOM [--files GLOB] [--tests GLOB] [--jobs N]');
  console.error(
    '  ROOM   a directory below src with a namesake below test: wire, engine/guard, engine/journal, engine/prelude',
  );
  console.error('  GLOB   which of its files are changed (**/*.ts), and which of its tests look (**/*.test.ts)');
  process.exit(2);
}

const directory = mkdtempSync(join(tmpdir(), 'rackwright-mutation-'));
const config = join(directory, 'stryker.json');
const [{ displayName, testPathIgnorePatterns, ...local }] = jestConfig.projects;
writeFileSync(
  config,
  JSON.stringify({
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner'],
    mutate: [`src/${room}/${values.files ?? '**/*.ts'}`],
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: { allowColor: false, reportTests: false },
    jest: {
      projectType: 'custom',
      config: {
        ...local,
        testMatch: [`<rootDir>/test/${room}/${values.tests ?? '**/*.test.ts'}`],
        testTimeout: 30_000,
      },
      enableFindRelatedTests: false,
    },
    testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
    coverageAnalysis: 'off',
    concurrency: Number(values.jobs ?? '1'),
    timeoutFactor: 3,
    timeoutMS: 30_000,
    disableTypeChecks: false,
    ignorePatterns: ['dist', '.rackwright', 'test/fuzz/corpus'],
    tempDirName: join(directory, 'sandbox'),
  }),
);
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', config],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
rmSync(directory, { recursive: true, force: true });
process.exitCode = status ?? 1;
