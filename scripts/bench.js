// `npm run bench`: side by side with other tools; `npm run bench -- --help` tells the options.
import { main } from '../test/bench/main.ts';
import { ensurePackages } from './system-packages.js';

process.exitCode = await main(process.argv.slice(2), ensurePackages);
