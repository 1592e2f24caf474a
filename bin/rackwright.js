#!/usr/bin/env node
// The built program; `npm run setup` makes it in a checkout. It is a few CommonJS files with V8's code cache beside each:
// compiling is most of what a start costs, and Node 20 keeps no cache of its own (docs/adr/003). A cache that V8 refuses,
// because it is of another Node, is only slower.
const { readFileSync, existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { Script } = require('node:vm');

const directory = join(__dirname, '..', 'dist', 'program');
// Where the sources believe to be.
const programUrl = pathToFileURL(join(__dirname, '..', 'dist', 'main.js')).href;
const loaded = new Map();

if (existsSync(directory)) load('./main.cjs');
else {
  process.stderr.write('rackwright is not built yet: run "npm run setup" in its checkout first\n');
  process.exitCode = 2;
}

function load(name) {
  if (!name.startsWith('./')) return require(name);
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const filename = join(directory, name);
  // The bundle is ASCII, and this is the fastest way to read it.
  const script = new Script(readFileSync(filename, 'latin1'), { filename, cachedData: cacheOf(filename) });
  const module = { exports: {} };
  loaded.set(name, module);
  script.runInThisContext()(module, module.exports, load, programUrl, directory);
  return module.exports;
}

function cacheOf(filename) {
  try {
    return readFileSync(`${filename}.cache`);
  } catch {
    return undefined;
  }
}
