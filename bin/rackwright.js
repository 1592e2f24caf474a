#!/usr/bin/env node
// The compiled program; `npm run setup` makes it in a checkout.
import { existsSync } from 'node:fs';
const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  process.stderr.write('rackwright is not built yet: run "npm run setup" in its checkout first\n');
  process.exitCode = 2;
}
