// `npm run bench:controller`: what the controller costs besides the wire. How long commands take to start, against an empty
// Node; and how `validate`, which is all that a run does before it connects, grows with tasks and hosts.
// `--json FILE` writes the numbers, `--quick` measures only the corners of the curve.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { timeProgram } from './time-program.js';
import { writeSite } from './write-site.js';

const { values } = parseArgs({ options: { json: { type: 'string' }, quick: { type: 'boolean', default: false } } });
const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = join(root, 'bin', 'rackwright.js');
const sizes = values.quick ? [250, 1000] : [250, 500, 1000, 2000];

const scratch = mkdtempSync(join(tmpdir(), 'rackwright-bench-'));
try {
  const start = await startTimes();
  const curve = await growth();
  if (values.json !== undefined) {
    const about = { node: process.version, start, curve };
    writeFileSync(values.json, `${JSON.stringify(about, undefined, 2)}\n`);
  }
} finally {
  rmSync(scratch, { recursive: true });
}

async function startTimes() {
  const site = ['playbooks/site.yml', '-i', 'inventory/lab.yml'];
  const commands = [
    ['node -e 0', ['-e', '0']],
    ['--version', [program, '--version']],
    ['doc file', [program, 'doc', 'file']],
    ['validate playbooks/site.yml', [program, 'validate', ...site]],
    ['the same without bundle', [join(root, 'dist', 'main.js'), 'validate', ...site]],
  ];
  console.log('| start | wall ms | CPU ms | × node -e 0 |\n|---|---|---|---|');
  const rows = [];
  for (const [name, words] of commands) {
    const row = { name, ...(await timeProgram(words, { cwd: root, times: values.quick ? 10 : 30 })) };
    rows.push({ ...row, ratio: row.wallMs / (rows[0] ?? row).wallMs });
    console.log(`| ${name} | ${whole(row.wallMs)} | ${whole(row.cpuMs)} | ${rows.at(-1).ratio.toFixed(2)} |`);
  }
  return rows;
}

async function growth() {
  console.log('\n| tasks | hosts | wall s | CPU s | peak MiB |\n|---|---|---|---|---|');
  const rows = [];
  for (const tasks of sizes) {
    for (const hosts of sizes) {
      const cwd = mkdtempSync(join(scratch, 'site-'));
      writeSite(cwd, { tasks, hosts });
      const used = await timeProgram([program, 'validate', 'site.yml', '-i', 'inventory'], { cwd, times: 2 });
      rows.push({ tasks, hosts, ...used });
      console.log(`| ${tasks} | ${hosts} | ${seconds(used.wallMs)} | ${seconds(used.cpuMs)} | ${whole(used.rssMiB)} |`);
      rmSync(cwd, { recursive: true });
    }
  }
  return rows;
}

function whole(value) {
  return value.toFixed(0);
}

function seconds(milliseconds) {
  return (milliseconds / 1000).toFixed(2);
}
