// `npm run judge`: the site, converged by Rackwright, is judged by Ansible in check mode, which knows it in its own words (test/judge). Then
// three hosts are damaged, which the judge must find and a run must mend. `--standing` takes the lab of this directory and damages nothing.
import { damages } from '../test/judge/damages.ts';
import { judgeSite } from '../test/judge/judge-site.ts';
import { runSite } from '../test/drill/run-site.ts';
import { succeed } from '../test/drill/succeed.ts';
import { closeSite, openSite, siteIn } from '../test/support/site.ts';
import { ensurePackages } from './system-packages.js';

const standing = process.argv.includes('--standing');
const yes = process.env['CI'] === 'true' || process.argv.includes('--yes');
const missing = await ensurePackages(['ansible-core'], { yes });
if (missing.length > 0) throw new Error(`the judge needs ${missing.join(' ')}`);
const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.88';
const site = standing ? await siteIn(process.cwd()) : await openSite(network);
let wrong = 0;
try {
  if (!standing)
    for (const words of [
      ['lab', 'up', '--yes'],
      ['ca', 'show'],
    ])
      await succeed(site, ...words);
  await converge();
  if (!standing) await converge('--expect-unchanged');
  const hosts = await givePython();
  const verdicts = await judgeSite(site);
  show(verdicts);
  wrong += verdicts.filter(({ changed, failed }) => changed + failed > 0).length;
  if (verdicts.length !== hosts.length) throw new Error(`${verdicts.length} of ${hosts.length} hosts were judged`);
  if (!standing) await bite();
} finally {
  if (!standing) await closeSite(site);
}
process.exitCode = wrong === 0 ? 0 : 1;

async function converge(...more) {
  const { code, told } = await runSite(site, [], ...more);
  if (code !== 0) throw new Error(`the site ended with ${code}: ${told}`);
}

// Rackwright needs none on hosts, and Ansible does; the lab's hosts are thrown away.
async function givePython() {
  const hosts = Object.keys(
    JSON.parse(await succeed(site, 'inventory', '-i', 'inventory/lab.yml', '--list'))._meta.hostvars,
  );
  const install =
    'dpkg -s python3-apt >/dev/null 2>&1 || apt-get -qq install -y --no-install-recommends python3-apt >/dev/null 2>&1; dpkg -s python3-apt >/dev/null';
  for (const host of hosts) await site.asRoot(host, install);
  return hosts;
}

async function bite() {
  for (const { host, script } of damages) await site.asRoot(host, script);
  const names = damages.map(({ host }) => host);
  const found = await judgeSite(site, names);
  for (const { host, title, counts } of damages) {
    const count = found.find((each) => each.host === host)?.[counts] ?? 0;
    if (count === 0) wrong += 1;
    console.log(`${count > 0 ? 'ok    ' : 'WRONG '} ${title} on ${host}: ${counts}=${count}`);
  }
  await converge();
  const mended = await judgeSite(site, names);
  show(mended);
  wrong += mended.filter(({ changed, failed }) => changed + failed > 0).length;
}

function show(verdicts) {
  for (const { host, ok, changed, failed, differs } of verdicts) {
    const word = changed + failed === 0 ? 'ok    ' : 'WRONG ';
    console.log(`${word} ${host.padEnd(6)} ok=${ok} changed=${changed} failed=${failed}`);
    for (const each of differs) console.log(`         ${each}`);
  }
}
