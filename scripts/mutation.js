// `npm run mutation -- --room engine/guard --sample 80`: changes the code of a room in small ways, one at a time, and runs the tests
// that cover the change. What no test notices is printed; the score is the share that was noticed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const text = { type: 'string' };
const { values } = parseArgs({
  options: { room: { ...text, multiple: true }, judges: text, sample: text, seed: text, jobs: text, notes: text },
});
const rooms = values.room ?? [];
const path = /^[a-z-]+(\/[a-z-]+)*$/;
if (rooms.length === 0 || !rooms.every((room) => room.split('+').every((part) => path.test(part)))) {
  console.error(
    'usage: npm run mutation -- --room ROOM … [--sample N] [--seed S] [--judges DIRS] [--jobs N] [--notes FILE]',
  );
  console.error(
    '  ROOM   directories below src, joined by +: wire, engine/guard, engine/journal+engine/prelude, engine',
  );
  console.error('         a file counts for the longest directory that was named');
  console.error('  N      how many changes are drawn in each room (all of them), by seed S (1)');
  console.error('  DIRS   whose tests judge, below test (the namesakes of the rooms): engine,wire');
  console.error('  FILE   gets one line of JSON for each change that was judged');
  process.exit(2);
}

const parts = rooms.flatMap((room) => room.split('+'));
const directory = mkdtempSync(join(tmpdir(), 'rackwright-mutation-'));
const config = join(directory, 'stryker.json');
writeFileSync(
  config,
  JSON.stringify({
    testRunner: 'covering-tests',
    plugins: [join(root, 'scripts/mutation/plugin.js')],
    mutate: parts.map((part) => `src/${part}/**/*.ts`),
    reporters: ['sample'],
    coverageAnalysis: 'perTest',
    concurrency: Number(values.jobs ?? '1'),
    // The runner has its own, which also ends what the tests have started.
    timeoutMS: 24 * 60 * 60 * 1000,
    dryRunTimeoutMinutes: 60,
    disableTypeChecks: false,
    ignorePatterns: ['dist', '.rackwright', 'test/fuzz/corpus'],
    tempDirName: join(directory, 'sandbox'),
    warnings: false,
    sampling: {
      rooms,
      directory,
      size: values.sample === undefined ? undefined : Number(values.sample),
      seed: Number(values.seed ?? '1'),
      judges: values.judges?.split(',') ?? [...new Set(parts.map((part) => part.split('/')[0]))],
      jobs: Number(values.jobs ?? '1'),
      notes: values.notes,
    },
  }),
);
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', config],
  { cwd: root, stdio: 'inherit' },
);
rmSync(directory, { recursive: true, force: true });
process.exitCode = status ?? 1;
