// `npm run drill:ports`: on each of the three backends, fresh and after a reboot, what nmap finds between every pair of hosts
// must be what the topology declares. `--quick` scans only ports that some service has, and their neighbours.
import { comparePorts, preparePorts, rebootAll, showRounds, useBackend } from '../test/drill/ports.ts';
import { portsInventory } from '../test/drill/ports-site.ts';
import { closeSite, openSite } from '../test/support/site.ts';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.89';
const tcp = process.argv.includes('--quick') ? '1-1024,2200,3306,4567,8000-8011,9100' : '-';
const rounds = [];
const site = await openSite(network, portsInventory(network));
try {
  const up = await site.rackwright('lab', 'up', '--yes');
  if (up.code !== 0) throw new Error(up.stderr);
  preparePorts(site, network);
  for (const backend of ['nftables', 'ufw', 'iptables']) {
    await useBackend(site, backend);
    rounds.push(await comparePorts(site, { backend, rebooted: false }, tcp));
    await rebootAll(site);
    rounds.push(await comparePorts(site, { backend, rebooted: true }, tcp));
    console.error(showRounds(rounds.slice(-2)));
  }
} finally {
  await closeSite(site);
}
console.log(showRounds(rounds));
process.exitCode = rounds.length === 6 && rounds.every(({ differences }) => differences.length === 0) ? 0 : 1;
