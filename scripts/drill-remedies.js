// `npm run drill:remedies -- [--only RULE]`: makes one thing after the other bad on lab hosts, has the audit find it there, does what the finding says, and
// has the audit look again: what was found is gone, and so is what could be seen of it past Rackwright. Ends with 1 when one is not.
import { columns } from '../src/columns.ts';
import { remedies } from '../test/drill/remedies/remedies.ts';
import { tryRemedy } from '../test/drill/remedies/try-remedy.ts';
import { succeed } from '../test/drill/succeed.ts';
import { tlsInventory } from '../test/drill/tls-site.ts';
import { closeSite, openSite } from '../test/support/site.ts';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.93';
const at = process.argv.indexOf('--only');
const only = at < 0 ? undefined : process.argv[at + 1];
const chosen = remedies.filter(
  ({ findings }) => only === undefined || findings.some((each) => each.startsWith(`${only} `)),
);
if (chosen.length === 0) throw new Error(`no remedy of ${only} is tried here`);
const watching = `mon:\n      hosts:\n        mon1: {ansible_host: ${network}.41}\n`;
const site = await openSite(network, tlsInventory(network).replace(/mon: \{\}\n/, watching));
const tried = [];
try {
  await succeed(site, 'lab', 'up', '--yes');
  await succeed(site, 'vault', 'keygen');
  await succeed(site, 'ca', 'init');
  await succeed(site, 'run', 'playbooks/site.yml', '-i', 'inventory/lab.yml');
  for (const remedy of chosen) {
    tried.push(await tryRemedy(site, remedy));
    console.error(rows(tried.slice(-1)).at(-1));
  }
} finally {
  await closeSite(site);
}
const wrong = tried.flatMap((each) => each.wrong);
for (const line of rows(tried)) console.log(line);
for (const each of wrong) console.log(`wrong: ${each}`);
process.exitCode = wrong.length === 0 ? 0 : 1;

function rows(all) {
  const head = ['finding', 'remedy took', 'and past Rackwright', ''];
  return columns([
    head,
    ...all.map(({ findings, seconds, sign, wrong }) => [
      findings.join(', '),
      `${seconds.toFixed(1)} s`,
      sign,
      wrong.length === 0 ? 'gone' : 'WRONG',
    ]),
  ]);
}
