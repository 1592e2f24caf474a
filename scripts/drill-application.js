// `npm run drill:application`: notes are written and read through load balancers, web hosts, PHP and database routing on lab hosts, while another database
// server becomes the one that accepts writes, and while servers are not what they should be; docs/demo-application.md tells what it looks at.
import { changeWriter, wrongLimits, wrongSecrets } from '../test/drill/application.ts';
import { applicationInventory, writeVariables } from '../test/drill/application-site.ts';
import { hangingWriter, lateReplica, twoWriters } from '../test/drill/routing.ts';
import { succeed } from '../test/drill/succeed.ts';
import { closeSite, openSite } from '../test/support/site.ts';
import { tellVerdict } from './tell-verdict.js';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.86';
// Databases answer before a load balancer looks at them (docs/mysql-routing.md).
const first = [['database'], ['database-routing', '--limit', 'db'], ['site'], ['demo-application']];
const again = [['database'], ['database-routing'], ['site'], ['demo-application']];
const site = await openSite(network, applicationInventory(network));
try {
  writeVariables(site, network);
  for (const words of [
    ['lab', 'up', '--yes'],
    ['ca', 'show'],
  ])
    await succeed(site, ...words);
  for (const [playbook, ...more] of [...first, ...again.map((words) => [...words, '--expect-unchanged'])]) {
    console.error(`${playbook} ${more.join(' ')}`);
    await succeed(site, 'run', `playbooks/${playbook}.yml`, '-i', 'inventory/lab.yml', ...more);
  }
  tellVerdict('four playbooks, and again without any change', []);
  tellVerdict('who reads the password, and whom the application trusts', await wrongSecrets(site));
  tellVerdict('an upstream, a limit of requests, a limit of their size', await wrongLimits(site));
  for (let time = 0; time < 2; time += 1) await change();
  for (const look of [lateReplica, twoWriters, hangingWriter]) {
    const { title, wrong } = await look(site);
    tellVerdict(title, wrong);
  }
} finally {
  await closeSite(site);
}

async function change() {
  const { from, to, load, missing, wrong } = await changeWriter(site);
  tellVerdict(
    `${from} hands its writes to ${to}: ${load.requests} requests, slowest ${load.slowestMs} ms, ` +
      `${load.acknowledged.length} notes, ${missing} missing, ${load.crossed} read by another host, from ${[...load.readFrom].sort().join(' and ')}`,
    wrong,
  );
}
