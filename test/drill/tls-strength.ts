import { readFileSync } from 'node:fs';
import type { Site } from '../support/site.ts';
import { balancers, publicName, webHosts } from './tls-site.ts';

export interface Strength {
  readonly endpoint: string;
  readonly checks: number;
  /** What testssl judges as MEDIUM or worse, and nobody has allowed. */
  readonly wrong: readonly string[];
}

interface Finding {
  readonly id: string;
  readonly severity: string;
  readonly finding: string;
}

const allowed = JSON.parse(readFileSync(new URL('testssl-allowed.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, string>
>;

/**
 * What one endpoint may take. testssl is a shell script that builds its own handshakes: it takes two minutes of a processor that has nothing else
 * to do, and ten of one that has.
 */
const limitSeconds = 840;

/** Asks every TLS endpoint with testssl, two at a time; web hosts are asked from a load balancer, because nobody else is let in. */
export async function strengthOfAll(site: Site): Promise<readonly Strength[]> {
  const install =
    'command -v testssl >/dev/null || apt-get -qq install -y testssl.sh >/dev/null 2>&1; command -v testssl >/dev/null';
  await Promise.all(balancers.map((host) => site.asRoot(host, install)));
  const pairs = [...balancers, ...webHosts];
  const results: Strength[] = [];
  for (let at = 0; at < pairs.length; at += balancers.length)
    results.push(
      ...(await Promise.all(
        // Each balancer is asked by another one.
        balancers.map((_, index) => strengthOf(site, balancers.at(index - 1) ?? '', pairs[at + index] ?? '')),
      )),
    );
  return results;
}

async function strengthOf(site: Site, asker: string, host: string): Promise<Strength> {
  const name = balancers.includes(host) ? publicName : host;
  const report = await site.asRoot(
    asker,
    `rm -f /tmp/testssl.json; grep -q ' ${name}$' /etc/hosts || echo '${site.address(host)} ${name}' >>/etc/hosts
timeout ${limitSeconds} testssl --quiet --color 0 --warnings off --nodns none --connect-timeout 10 --openssl-timeout 10 --ip ${site.address(host)} -p -S -P -h -U --add-ca /etc/ssl/rackwright/ca.crt --jsonfile /tmp/testssl.json https://${name} >/dev/null 2>&1 </dev/null
[ $? != 124 ] || { echo 'testssl is not done after ${limitSeconds} s' >&2; exit 1; }
cat /tmp/testssl.json`,
  );
  const findings = JSON.parse(report) as readonly Finding[];
  const bad = findings.filter(
    ({ id, severity }) => ['MEDIUM', 'HIGH', 'CRITICAL', 'FATAL'].includes(severity) && !Object.hasOwn(allowed, id),
  );
  const old = ['SSLv2', 'SSLv3', 'TLS1', 'TLS1_1'].filter(
    (protocol) => findings.find(({ id }) => id === protocol)?.finding.startsWith('not offered') !== true,
  );
  return {
    endpoint: `${host} (${name})`,
    checks: findings.length,
    wrong: [
      ...bad.map(({ id, severity, finding }) => `${severity} ${id}: ${finding}`),
      ...old.map((protocol) => `${protocol} is not refused`),
    ],
  };
}
