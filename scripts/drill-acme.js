// `npm run drill:acme`: load balancers on lab hosts get their certificates from an ACME authority, Debian's pebble, and get new ones under load.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { renewNow, wrongIssuers } from '../test/drill/acme.ts';
import { acmeInventory, startPebble } from '../test/drill/acme-site.ts';
import { runSite } from '../test/drill/run-site.ts';
import { succeed } from '../test/drill/succeed.ts';
import { closeSite, openSite } from '../test/support/site.ts';
import { tellVerdict } from './tell-verdict.js';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.87';
const site = await openSite(network, acmeInventory(network));
try {
  for (const words of [
    ['lab', 'up', '--yes'],
    ['ca', 'show'],
  ])
    await succeed(site, ...words);
  appendFileSync(join(site.directory, 'playbooks', 'site.yml'), '\n- import_playbook: acme.yml\n');
  const trust = await startPebble(site);
  for (const words of [[], ['--expect-unchanged']]) {
    const { code, told } = await runSite(site, [], ...words);
    tellVerdict(words.length === 0 ? 'the site' : 'a second run changes nothing', code === 0 ? [] : [told]);
  }
  tellVerdict('each load balancer serves a certificate of its own from pebble', await wrongIssuers(site));
  const { load, wrong } = await renewNow(site, trust);
  tellVerdict(`new ones under load: ${load.requests} requests, slowest ${load.slowestMs} ms`, wrong);
  const { code, told } = await runSite(site, [], '--expect-unchanged');
  tellVerdict('a run afterwards changes nothing', code === 0 ? [] : [told]);
} finally {
  await closeSite(site);
}
