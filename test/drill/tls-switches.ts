import { setTimeout as delay } from 'node:timers/promises';
import type { Site } from '../support/site.ts';
import { runSite } from './run-site.ts';
import { steadyLoad } from './steady-load.ts';
import type { LoadReport } from './steady-load.ts';
import { balancers, publicName, publicTargets, webHosts } from './tls-site.ts';

export const modes = ['re-encrypt', 'mutual', 'pass-through', 'none'] as const;
export type Mode = (typeof modes)[number];

export interface Switch {
  readonly from: Mode;
  readonly to: Mode;
  readonly load: LoadReport;
  readonly seconds: number;
  /** What is not as it must be; none when all is well. */
  readonly wrong: readonly string[];
}

/** Each mode to and from each other one: twelve switches; `quick` has every mode once. */
export function tour(quick: boolean): readonly Mode[] {
  if (quick) return ['mutual', 'pass-through', 'none', 're-encrypt'];
  return [
    ...(['mutual', 're-encrypt', 'pass-through', 're-encrypt', 'none', 're-encrypt'] as const),
    ...(['mutual', 'pass-through', 'mutual', 'none', 'pass-through', 'none', 'mutual', 're-encrypt'] as const),
  ];
}

/** Changes the one variable under load, and looks at what came of it. */
export async function switchMode(site: Site, from: Mode, to: Mode, leastSeconds: number): Promise<Switch> {
  const begun = performance.now();
  const load = steadyLoad(publicTargets(site), 10);
  await delay(2000);
  const run = await runSite(site, [`edge_tls=${to}`]);
  await delay(Math.max(2000, leastSeconds * 1000 - (performance.now() - begun)));
  const report = await load.stop();
  const seconds = Math.round((performance.now() - begun) / 1000);
  const wrong = [
    ...(run.code === 0 ? [] : [`the run ended with ${run.code}: ${run.told}`]),
    ...[...report.failures].map(([failure, count]) => `${count} requests failed: ${failure}`),
  ];
  if (run.code === 0) {
    const again = await runSite(site, [`edge_tls=${to}`], '--expect-unchanged');
    if (again.code !== 0) wrong.push(`a second run ended with ${again.code}: ${again.told}`);
    wrong.push(...(await wrongKeys(site, to)), ...(await leftWays(site, to)));
  }
  return { from, to, load: report, seconds, wrong };
}

/** Web hosts serve in no way but the new one. */
async function leftWays(site: Site, mode: Mode): Promise<readonly string[]> {
  const found = await Promise.all(webHosts.map((host) => site.asRoot(host, 'ls /etc/nginx/modes')));
  const wanted = mode === 'pass-through' ? 'terminate' : mode;
  return found.flatMap((ways, index) =>
    ways.trim() === wanted ? [] : [`${webHosts[index] ?? ''} serves as ${ways.trim()}`],
  );
}

/** Who passes TLS through holds no key, and shows the certificate of a web host; else its own. */
async function wrongKeys(site: Site, mode: Mode): Promise<readonly string[]> {
  const wrong: string[] = [];
  const ofWeb = await Promise.all(webHosts.map((host) => site.asRoot(host, serialOf('/etc/ssl/rackwright/site.crt'))));
  for (const host of balancers) {
    const keys = await site.asRoot(host, "grep -rl 'PRIVATE KEY' /etc/haproxy /etc/ssl/rackwright || [ $? = 1 ]");
    if (mode === 'pass-through' && keys !== '') wrong.push(`${host} holds a key: ${keys.trim()}`);
    const served = await site.asRoot(host, servedSerial);
    const expected =
      mode === 'pass-through' ? ofWeb : [await site.asRoot(host, serialOf('/etc/ssl/rackwright/site.crt'))];
    if (!expected.includes(served)) wrong.push(`${host} serves ${served.trim()}, not ${expected.join(' or ').trim()}`);
  }
  return wrong;
}

const servedSerial = `openssl s_client -connect 127.0.0.1:443 -servername ${publicName} </dev/null 2>/dev/null | openssl x509 -noout -serial`;

const serialOf = (path: string): string => `openssl x509 -in ${path} -noout -serial`;
