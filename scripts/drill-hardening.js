// `npm run drill:hardening`: the role hardening on a lab host, and what the host itself says of each part; docs/hardening.md tells what it looks at.
import {
  hardeningInventory,
  wrongBans,
  wrongClock,
  wrongNetworkSettings,
  wrongSshd,
  wrongUpdates,
} from '../test/drill/hardening.ts';
import { succeed } from '../test/drill/succeed.ts';
import { closeSite, openSite } from '../test/support/site.ts';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.85';
const site = await openSite(network, hardeningInventory(network));
const words = ['playbooks/hardening.yml', '-i', 'inventory/lab.yml', '--limit', 'hardened'];
let failed = 0;
try {
  await succeed(site, 'lab', 'up', '--yes');
  await succeed(site, 'run', ...words);
  await succeed(site, 'run', ...words, '--expect-unchanged');
  row('the role, and again without any change', []);
  row('sshd does what it was told', await wrongSshd(site));
  row('the kernel, about the network', await wrongNetworkSettings(site));
  row('security updates, every day', await wrongUpdates(site));
  row('the clock', await wrongClock(site));
  row('who tries passwords is kept out', await wrongBans(site));
} finally {
  await closeSite(site);
}
process.exitCode = failed === 0 ? 0 : 1;

function row(title, wrong) {
  if (wrong.length > 0) failed += 1;
  console.log(`${wrong.length === 0 ? 'ok    ' : 'WRONG '} ${title}`);
  for (const each of wrong) console.log(`         ${each}`);
}
