// Loaded before bin/rackwright.js by scripts/warm-up.js: when the program ends, what V8 has compiled is kept beside its files.
const { renameSync, writeFileSync } = require('node:fs');
const vm = require('node:vm');

const scripts = [];
const { Script } = vm;

vm.Script = class extends Script {
  constructor(source, options) {
    super(source, options);
    if (options?.filename?.endsWith('.cjs')) scripts.push([options.filename, this]);
  }
};

process.on('exit', () => {
  for (const [filename, script] of scripts) {
    // Whole or not at all, for a program that starts meanwhile.
    writeFileSync(`${filename}.cache.new`, script.createCachedData());
    renameSync(`${filename}.cache.new`, `${filename}.cache`);
  }
});
