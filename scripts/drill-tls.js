// `npm run drill:tls`: TLS between clients, load balancers and web hosts, on lab hosts and under steady load; docs/tls.md tells what it looks at.
// `--quick` has each mode once and does not wait for a minute each; `--only WORD` looks at one part: switches, backends, broken, renewal, files,
// revocation, strength or address.
import { bringUp } from '../test/drill/bring-up.ts';
import { badBackend, certificateOf, foreignCertificate } from '../test/drill/tls-backends.ts';
import { breakInput, breaks } from '../test/drill/tls-broken.ts';
import { bringFiles } from '../test/drill/tls-files.ts';
import { renew } from '../test/drill/tls-renewal.ts';
import { changeSigner, revokeBackend, revokeClient } from '../test/drill/tls-revocation.ts';
import { runSite } from '../test/drill/run-site.ts';
import { tlsInventory } from '../test/drill/tls-site.ts';
import { strengthOfAll } from '../test/drill/tls-strength.ts';
import { switchMode, tour } from '../test/drill/tls-switches.ts';
import { seenOnWire } from '../test/drill/tls-wire.ts';
import { moveAddress } from '../test/drill/vip.ts';
import { closeSite, openSite } from '../test/support/site.ts';
import { tellVerdict } from './tell-verdict.js';

const network = process.env['RACKWRIGHT_DRILL_NETWORK'] ?? '198.18.90';
const quick = process.argv.includes('--quick');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const parts = { switches, backends, broken, renewal, files, revocation, strength, address };
if (only !== undefined && !Object.hasOwn(parts, only)) throw new Error(`--only ${Object.keys(parts).join('|')}`);
const site = await openSite(network, tlsInventory(network));
try {
  await openAll();
  for (const [name, look] of Object.entries(parts)) if (only === undefined || only === name) await look();
} finally {
  await closeSite(site);
}

async function openAll() {
  await bringUp(site);
  for (const words of [[], ['--expect-unchanged']]) {
    const { code, told } = await runSite(site, ['edge_tls=re-encrypt'], ...words);
    if (code !== 0) throw new Error(`the site ended with ${code}: ${told}`);
  }
}

async function switches() {
  await wire(0);
  let mode = 're-encrypt';
  for (const next of tour(quick)) {
    const { load, seconds, wrong } = await switchMode(site, mode, next, quick ? 0 : 60);
    row(`${mode} → ${next}`, `${load.requests} requests in ${seconds} s, slowest ${load.slowestMs} ms`, wrong);
    mode = next;
    if (mode === 'none') await wire(1);
  }
}

async function backends() {
  const ofOther = await certificateOf(site, 'web2');
  for (const [title, certificate] of [
    ['a foreign certificate on web1', foreignCertificate],
    ['the certificate of web2 on web1', ofOther],
  ]) {
    const { outAfter, refused, wrong } = await badBackend(site, title, certificate);
    row(title, `out after ${outAfter?.toFixed(1) ?? '-'} s, ${refused} requests refused`, wrong);
  }
}

async function broken() {
  for (const each of breaks) {
    const { title, wrong } = await breakInput(site, each);
    row(title, 'refused', wrong);
  }
}

async function renewal() {
  const { load, wrong } = await renew(site);
  row('61 days later', `${load.requests} requests, slowest ${load.slowestMs} ms`, wrong);
}

async function files() {
  for await (const { title, requests, wrong } of bringFiles(site)) row(title, `${requests} requests`, wrong);
}

async function revocation() {
  for (const revoke of [revokeBackend, revokeClient, changeSigner]) {
    const { title, found, wrong } = await revoke(site);
    row(title, found, wrong);
  }
}

async function strength() {
  for (const { endpoint, checks, wrong } of await strengthOfAll(site))
    row(`testssl ${endpoint}`, `${checks} findings read`, wrong);
}

async function address() {
  const { from, to, gap, wrong } = await moveAddress(site, `${network}.10`);
  row(`power off ${from}, which has the shared address`, `${to} has it after ${gap.toFixed(1)} s`, wrong);
}

async function wire(least) {
  const seen = await seenOnWire(site);
  const right = least === 0 ? seen === 0 : seen >= least;
  row('the wire to web1', `${seen} times in the clear`, right ? [] : [`seen ${seen} times`]);
}

function row(title, found, wrong) {
  tellVerdict(`${title.padEnd(44)} ${found}`, wrong);
}
