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
import { tellVerdict } from './tell-verdict.js';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.85';
const site = await openSite(network, hardeningInventory(network));
const words = ['playbooks/hardening.yml', '-i', 'inventory/lab.yml', '--limit', 'hardened'];
try {
  await succeed(site, 'lab', 'up', '--yes');
  await succeed(site, 'run', ...words);
  await succeed(site, 'run', ...words, '--expect-unchanged');
  tellVerdict('the role, and again without any change', []);
  tellVerdict('sshd does what it was told', await wrongSshd(site));
  tellVerdict('the kernel, about the network', await wrongNetworkSettings(site));
  tellVerdict('security updates, every day', await wrongUpdates(site));
  tellVerdict('the clock', await wrongClock(site));
  tellVerdict('who tries passwords is kept out', await wrongBans(site));
} finally {
  await closeSite(site);
}
