// `npm run build`: dist/, the modules that tsc makes of src/, for scripts; then dist/program, what bin/rackwright.js starts.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.js';
import { warmUp } from './warm-up.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
await bundle();
// The cache only makes starts faster: without it the program is as right as with it.
await warmUp().catch((error) => console.error(`setup: no code cache, so starts are slower: ${error.message}`));
writeFileSync(join(root, 'dist', 'program', 'node'), process.version);
