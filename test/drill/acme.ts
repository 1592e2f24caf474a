import { X509Certificate } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Site } from '../support/site.ts';
import { steadyLoad } from './steady-load.ts';
import type { LoadReport } from './steady-load.ts';
import { balancers, publicName } from './tls-site.ts';

/** @returns what is wrong with the certificates that load balancers serve; each must have one of its own from pebble */
export async function wrongIssuers(site: Site): Promise<readonly string[]> {
  const served = await servedByAll(site);
  const serials = new Set(served.map(({ serialNumber }) => serialNumber));
  return [
    ...served.flatMap(({ issuer, subjectAltName = '' }, index) => [
      ...(issuer.includes('Pebble') ? [] : [`${balancers[index] ?? ''} serves one of ${issuer}`]),
      ...(subjectAltName === `DNS:${publicName}` ? [] : [`${balancers[index] ?? ''} serves one for ${subjectAltName}`]),
    ]),
    ...(serials.size === balancers.length ? [] : ['two serve the same one']),
  ];
}

export interface ForcedRenewal {
  readonly load: LoadReport;
  readonly wrong: readonly string[];
}

/** Each load balancer gets a new certificate under load, through haproxy's socket: its processes stay. @param trust PEM of pebble's root */
export async function renewNow(site: Site, trust: string): Promise<ForcedRenewal> {
  const [before, processes] = [await servedByAll(site), await processesOf(site)];
  const load = steadyLoad(
    balancers.map((host) => ({ address: site.address(host), name: publicName, trust })),
    10,
  );
  await delay(2000);
  for (const host of balancers) await site.asRoot(host, signAgain);
  await delay(2000);
  const report = await load.stop();
  const after = await servedByAll(site);
  return {
    load: report,
    wrong: [
      ...[...report.failures].map(([failure, count]) => `${count} requests failed: ${failure}`),
      ...balancers
        .filter((_, index) => after[index]?.serialNumber === before[index]?.serialNumber)
        .map((host) => `${host} serves the old certificate`),
      ...((await processesOf(site)) === processes ? [] : ['processes of haproxy are others']),
      ...(await wrongIssuers(site)),
    ],
  };
}

/** Pebble calls one number in twenty old that it has just given out; the role's unit begins anew then, too. */
const signAgain = 'n=0; until dehydrated --cron --force >/dev/null; do n=$((n + 1)); [ $n -lt 9 ] || exit 1; done';

async function servedByAll(site: Site): Promise<readonly X509Certificate[]> {
  const look = `openssl s_client -connect 127.0.0.1:443 -servername ${publicName} </dev/null 2>/dev/null | openssl x509`;
  const found = await Promise.all(balancers.map((host) => site.asRoot(host, look)));
  return found.map((pem) => new X509Certificate(pem));
}

async function processesOf(site: Site): Promise<string> {
  return (await Promise.all(balancers.map((host) => site.asRoot(host, 'pgrep haproxy')))).join(';');
}
