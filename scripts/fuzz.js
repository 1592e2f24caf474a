// `npm run fuzz -- --minutes M [--target NAME] [--seed S]`: looks for texts that lead through the code in new ways (test/fuzz), and for
// what goes wrong there. Texts of interest are kept in test/fuzz/corpus, which the tests read. Ends with 1 when something was found.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { fuzzTarget } = await import('../test/fuzz/guided/fuzz-target.ts');
const { instrument } = await import('../test/fuzz/guided/instrument.ts');
const { targets } = await import('../test/fuzz/targets/all.ts');

const text = { type: 'string' };
const { values } = parseArgs({ options: { minutes: text, target: text, seed: text } });
const seconds = Number(values.minutes ?? '10') * 60;
const seed = Number(values.seed ?? '1');
const names = values.target === undefined ? Object.keys(targets) : [values.target];
if (!(seconds > 0) || !(seed > 0) || names.some((name) => targets[name] === undefined)) {
  console.error(`usage: npm run fuzz -- [--minutes M] [--seed S] [--target ${Object.keys(targets).join('|')}]`);
  process.exit(2);
}

const directory = mkdtempSync(join(tmpdir(), 'rackwright-fuzz-'));
let found = 0;
try {
  const program = await instrument(directory);
  for (const name of names) {
    const end = await fuzzTarget(program, name, seconds / names.length, seed);
    console.log(`${name}: ${end.runs} runs, ${end.ways} ways, ${end.kept} texts kept, ${end.findings.length} findings`);
    for (const { text: bytes, message } of end.findings)
      console.log(`  ${JSON.stringify(bytes.toString('latin1'))}: ${message.slice(0, 2000)}`);
    found += end.findings.length;
  }
} finally {
  rmSync(directory, { recursive: true });
}
process.exitCode = found === 0 ? 0 : 1;
