// `npm run bench`: side by side with other tools; `npm run bench -- --help` tells the options. The benchmark is TypeScript
// under test/bench, which Node is taught to load here.
import { register } from 'node:module';
import { ensurePackages } from './system-packages.js';

register('./typescript-hooks.js', import.meta.url);
const { main } = await import('../test/bench/main.ts');
process.exitCode = await main(process.argv.slice(2), ensurePackages);
