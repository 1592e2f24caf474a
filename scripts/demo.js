// `npm run demo`: brings up the lab, converges the site, runs it again, and says how to open the page.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const inventory = ['-i', 'inventory/lab.yml'];

rackwright('The lab: eight throwaway hosts', ['lab', 'up', ...process.argv.slice(2)]);
rackwright('An internal authority', ['ca', 'show']);
rackwright('First run: everything changes', ['run', 'playbooks/site.yml', ...inventory, '--no-diff']);
rackwright('Second run: nothing may change', [
  'run',
  'playbooks/site.yml',
  ...inventory,
  '--expect-unchanged',
  '--stats',
]);
console.log(`
Open the page, through each load balancer; both web hosts take turns:
  curl --cacert .rackwright/ca/ca.crt --connect-to ::198.18.10.11 https://www.rack.test/
  curl --cacert .rackwright/ca/ca.crt --connect-to ::198.18.10.12 https://www.rack.test/
Change how TLS travels, without a failed request:
  npx rackwright run playbooks/site.yml ${inventory.join(' ')} -e edge_tls=pass-through
Look around:   npx rackwright lab ssh web1
Break things:  change a file on a host, then  npx rackwright verify playbooks/site.yml ${inventory.join(' ')}
Clean up:      npm run lab -- down`);

function rackwright(title, words) {
  console.log(`\n== ${title}\n$ rackwright ${words.join(' ')}`);
  const { status } = spawnSync(process.execPath, ['bin/rackwright.js', ...words], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
