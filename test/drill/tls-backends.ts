import { setTimeout as delay } from 'node:timers/promises';
import type { Site } from '../support/site.ts';
import { runSite } from './run-site.ts';
import { steadyLoad } from './steady-load.ts';
import { balancers, publicTargets } from './tls-site.ts';

export interface BadBackend {
  readonly title: string;
  /** Seconds until both load balancers had taken the server out. */
  readonly outAfter: number | undefined;
  /** Requests that were sent to it before that, and refused rather than sent on unverified. */
  readonly refused: number;
  readonly wrong: readonly string[];
}

/** Gives web1 a certificate that does not prove its name; a run then finds and mends it. */
export async function badBackend(site: Site, title: string, certificate: string): Promise<BadBackend> {
  const load = steadyLoad(publicTargets(site), 5);
  await site.asRoot('web1', `cd /etc/ssl/rackwright && ${certificate} && systemctl reload nginx`);
  const begun = performance.now();
  let outAfter: number | undefined;
  while (outAfter === undefined && performance.now() - begun < 30_000) {
    const states = await Promise.all(balancers.map((host) => site.asRoot(host, stateOfWeb1)));
    if (states.every((state) => state.trim() === 'DOWN')) outAfter = (performance.now() - begun) / 1000;
    else await delay(200);
  }
  const report = await load.stop();
  const mended = await runSite(site, ['edge_tls=re-encrypt'], '--limit', 'web1');
  return {
    title,
    outAfter,
    refused: report.failures.get('status 503') ?? 0,
    wrong: [
      ...(outAfter === undefined ? ['web1 was not taken out'] : []),
      ...[...report.failures]
        .filter(([failure]) => failure !== 'status 503')
        .map(([failure, count]) => `${count} requests failed: ${failure}`),
      ...(mended.code === 0 ? [] : [`the run that mends it ended with ${mended.code}: ${mended.told}`]),
    ],
  };
}

const stateOfWeb1 = `curl -s 'http://127.0.0.1:8405/stats;csv' | awk -F, '$1 == "app" && $2 == "web1" {print $18}'`;

/** Nobody that the site trusts has signed it. */
export const foreignCertificate =
  'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=web1 -addext subjectAltName=DNS:web1 -keyout site.key -out site.crt 2>/dev/null';

/** The right authority has signed it, for another host. */
export async function certificateOf(site: Site, host: string): Promise<string> {
  const [certificate, key] = await Promise.all(
    ['site.crt', 'site.key'].map((name) => site.asRoot(host, `cat /etc/ssl/rackwright/${name}`)),
  );
  return `printf '%s' '${certificate ?? ''}' >site.crt && printf '%s' '${key ?? ''}' >site.key`;
}
