import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../support/site.ts';
import { runSite } from './run-site.ts';
import { steadyLoad } from './steady-load.ts';
import { balancers, publicName, publicTargets, webHosts } from './tls-site.ts';

export interface BrokenInput {
  readonly title: string;
  readonly wrong: readonly string[];
}

interface Break {
  readonly title: string;
  readonly variables?: readonly string[];
  /** Changes the project, and gives what changes it back. */
  readonly damage?: (site: Site) => () => void;
  /** Must be told: the file, and the line where there is one. */
  readonly tells: RegExp;
}

/** Each must end a run, with the old configuration and certificate still served and no request failed. */
export const breaks: readonly Break[] = [
  {
    title: 'a bad directive for nginx',
    damage: (site) =>
      insert(site, 'templates/nginx/sites.conf.hbs', '    server_name {{#if', '    no_such_directive on;\n'),
    tells: /no_such_directive.*sites\.conf:\d+/,
  },
  {
    title: 'a bad directive for haproxy',
    damage: (site) => insert(site, 'templates/haproxy/haproxy.cfg.hbs', 'frontend metrics', '    no_such_keyword\n'),
    tells: /haproxy\.cfg:\d+.*no_such_keyword/,
  },
  {
    title: 'a port of haproxy that is taken',
    variables: ['haproxy_metrics_port=22'],
    tells: /cannot bind|Address already in use/i,
  },
  {
    title: 'a port of nginx that is taken',
    variables: ['nginx_status_address=0.0.0.0:22'],
    tells: /bind\(\).*:22 failed/,
  },
  ...(
    [
      ['a key that is missing', { key: undefined }, /broken\.key/],
      ['a key of another certificate', { key: 'other' }, /is not of the key/],
      ['a certificate that has expired', { certificate: 'expired' }, /ends too early/],
      ['an empty certificate', { certificate: 'empty' }, /holds no certificate/],
      ['a certificate for another name', { name: 'www.example.net' }, /is not for www\.rack\.test/],
      ['a certificate of an unknown authority', {}, /is not signed by any/],
    ] as const
  ).map(([title, parts, tells]): Break => ({
    title,
    variables: [
      '{"tls_source": "files", "tls_certificate_file": "../files/tls/broken.crt", "tls_key_file": "../files/tls/broken.key"}',
    ],
    damage: (site) => {
      bring(site, parts);
      return () => undefined;
    },
    tells,
  })),
];

export async function breakInput(site: Site, { title, variables = [], damage, tells }: Break): Promise<BrokenInput> {
  const before = await served(site);
  const repair = damage?.(site);
  const load = steadyLoad(publicTargets(site), 5);
  const run = await runSite(site, variables);
  const report = await load.stop();
  repair?.();
  const after = await served(site);
  return {
    title,
    wrong: [
      ...(run.code === 0 ? ['the run took it'] : []),
      ...(tells.test(run.told) ? [] : [`the run does not tell ${tells.source}: ${run.told}`]),
      ...[...report.failures].map(([failure, count]) => `${count} of ${report.requests} requests failed: ${failure}`),
      ...(after === before ? [] : ['something else is served, or lies on the disk']),
    ],
  };
}

/** Serials of what is served and digests of what lies on the disks. */
async function served(site: Site): Promise<string> {
  const look = `openssl s_client -connect 127.0.0.1:443 </dev/null 2>/dev/null | openssl x509 -noout -serial
find /etc/nginx /etc/haproxy /etc/ssl/rackwright -type f 2>/dev/null | sort | xargs sha256sum`;
  return (await Promise.all([...balancers, ...webHosts].map((host) => site.asRoot(host, look)))).join('\n');
}

/** @returns what puts the old text back */
function insert(site: Site, name: string, before: string, text: string): () => void {
  const file = join(site.directory, name);
  const old = readFileSync(file, 'utf8');
  if (!old.includes(before)) throw new Error(`${name} has no ${before}`);
  writeFileSync(file, old.replace(before, text + before));
  return () => {
    writeFileSync(file, old);
  };
}

interface Brought {
  readonly key?: string | undefined;
  readonly certificate?: string;
  readonly name?: string;
}

/** Puts a certificate with all wanted names and its key into the project, or something less. */
function bring(site: Site, parts: Brought): void {
  const directory = join(site.directory, 'files', 'tls');
  mkdirSync(directory, { recursive: true });
  const openssl = (...words: readonly string[]): void => {
    execFileSync('openssl', words, { cwd: directory, stdio: 'ignore' });
  };
  const days = parts.certificate === 'expired' ? '-1' : '30';
  const name = parts.name ?? publicName;
  const names = `subjectAltName=DNS:${name}`;
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', 'broken.key');
  openssl('req', '-new', '-key', 'broken.key', '-subj', `/CN=${name}`, '-addext', names, '-out', 'broken.csr');
  openssl(
    'x509',
    '-req',
    '-in',
    'broken.csr',
    '-signkey',
    'broken.key',
    '-days',
    days,
    '-copy_extensions',
    'copy',
    '-out',
    'broken.crt',
  );
  if (parts.certificate === 'empty') writeFileSync(join(directory, 'broken.crt'), '');
  if (parts.key === 'other')
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', 'broken.key');
  if ('key' in parts && parts.key === undefined) rmSync(join(directory, 'broken.key'));
}
