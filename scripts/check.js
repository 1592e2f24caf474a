// `npm run check`: format, lint, types, architecture, dead code, generated docs up to date. All are run; one failure fails.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const gates = {
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  lint: ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', 'src', 'test'],
  types: ['node_modules/typescript/bin/tsc', '-p', '.'],
  architecture: [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    'src',
    '--config',
    '.dependency-cruiser.js',
    '--output-type',
    'err',
  ],
  'dead code': ['node_modules/knip/bin/knip.js', '--no-progress'],
  docs: ['scripts/docs.js', '--check'],
};

const failed = Object.entries(gates).filter(([name, words]) => {
  console.log(`== ${name}`);
  return spawnSync(process.execPath, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status !== 0;
});
console.log(
  failed.length === 0 ? 'check: all gates pass' : `check: failed: ${failed.map(([name]) => name).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
