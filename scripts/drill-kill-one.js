// `npm run drill:kill-one -- [--only HOST,HOST] [--how power-off|link-down|freeze]`: takes each of the eight lab hosts away in turn, measures what is left,
// and compares with what `rackwright audit kill-one` says of the same inventory.
import { compare } from '../src/drill/compare.ts';
import { loseHost } from '../src/drill/lose-host.ts';
import { manners } from '../src/lab/machine.ts';
import { makeWhole } from '../test/drill/kill-one/make-whole.ts';
import { openWholeSite } from '../test/drill/kill-one/open-whole-site.ts';
import { probesOf } from '../test/drill/kill-one/probes-of.ts';
import { takeFromSite } from '../test/drill/kill-one/take-from-site.ts';
import { closeSite } from '../test/support/site.ts';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.92';
const only = option('--only')?.split(',');
const manner = option('--how') ?? 'power-off';
if (!manners.includes(manner)) throw new Error(`--how is one of ${manners.join(', ')}`);
const subjects = { requests: 'https', writes: 'mysql' };
const measured = [];
const whole = await openWholeSite(network, (line) => console.error(line));
let matrix = [];
try {
  const audit = await whole.site.rackwright('audit', 'kill-one', '-i', 'inventory/lab.yml', '--format', 'json');
  if (audit.code !== 0) throw new Error(audit.stderr);
  matrix = JSON.parse(audit.stdout).matrix;
  const hosts = matrix.filter(({ loss }) => loss.kind === 'host').map(({ loss }) => loss.name);
  for (const host of hosts.filter((name) => only === undefined || only.includes(name))) {
    await makeWhole(whole);
    const probes = await probesOf(whole, `${network}.10`);
    measured.push(await loseHost(host, probes, () => takeFromSite(whole.site, host, manner)));
    console.error(compare(matrix, measured.slice(-1), subjects).table.join('\n'));
  }
} finally {
  whole.receiver.close();
  await closeSite(whole.site);
}
const { table, wrong } = compare(matrix, measured, subjects);
console.log(`${manner}; where they disagree: predicted / measured\n${table.join('\n')}`);
for (const each of wrong) console.log(`wrong: ${each}`);
process.exitCode = wrong.length === 0 && measured.length > 0 ? 0 : 1;

function option(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
