import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { certificateAuthority } from '../../src/pki/certificate-authority.ts';
import type { Site } from '../support/site.ts';
import { runSite } from './run-site.ts';
import { runUnderLoad } from './run-under-load.ts';
import { succeed } from './succeed.ts';
import { badBackend, certificateOf } from './tls-backends.ts';
import { webHosts } from './tls-site.ts';

export interface Revoked {
  readonly title: string;
  readonly found: string;
  readonly wrong: readonly string[];
}

/**
 * A web host's certificate is revoked while it is served: a run gives it another one under load, and load balancers refuse the old one, should
 * somebody else show it.
 */
export async function revokeBackend(site: Site): Promise<Revoked> {
  const old = await certificateOf(site, 'web1');
  const serial = await serialOf(site, 'web1');
  await succeed(site, 'ca', 'revoke', serial);
  const run = await underLoad(site, 're-encrypt');
  const now = await serialOf(site, 'web1');
  const { outAfter, refused, wrong } = await badBackend(site, 'the revoked certificate on web1', old);
  return {
    title: 'a certificate of web1 that was revoked',
    found: `replaced within ${run.requests} requests; shown again, out after ${outAfter?.toFixed(1) ?? '-'} s, ${refused} refused`,
    wrong: [...run.wrong, ...(now === serial ? ['web1 still has it'] : []), ...wrong],
  };
}

/** Of two clients of web hosts (`mutual`) one is taken back: it is refused after a run, and the other one is not. */
export async function revokeClient(site: Site): Promise<Revoked> {
  const first = await runSite(site, ['edge_tls=mutual']);
  const [good, bad] = await Promise.all(['good', 'bad'].map((name) => clientCertificate(site, name)));
  const before = await answers(site);
  await succeed(site, 'ca', 'revoke', bad ?? '');
  const run = await underLoad(site, 'mutual');
  const after = await answers(site);
  const back = await runSite(site, ['edge_tls=re-encrypt']);
  return {
    title: 'a certificate of a client that was revoked',
    found: `${before.join(' ')} before, ${after.join(' ')} after ${run.requests} requests`,
    wrong: [
      ...(first.code === 0 ? [] : [`the run to mutual ended with ${first.code}: ${first.told}`]),
      ...(good === bad ? ['both have the same serial number'] : []),
      ...(before.every((answer) => answer === 'good:200 bad:200') ? [] : ['not both were served before']),
      ...run.wrong,
      ...(after.every((answer) => answer === 'good:200 bad:400') ? [] : ['not the revoked one alone is refused']),
      ...(back.code === 0 ? [] : [`the run back ended with ${back.code}: ${back.told}`]),
    ],
  };
}

/** All hosts get certificates of a new signer, whose revocation list must be with those who verify before. */
export async function changeSigner(site: Site): Promise<Revoked> {
  const issuer = (): Promise<string> =>
    site.asRoot('web1', 'openssl x509 -in /etc/ssl/rackwright/site.crt -noout -ext authorityKeyIdentifier');
  const before = await issuer();
  await succeed(site, 'ca', 'init');
  const run = await underLoad(site, 're-encrypt');
  return {
    title: 'a new signer',
    found: `${run.requests} requests`,
    wrong: [...run.wrong, ...((await issuer()) === before ? ['web1 has a certificate of the former one'] : [])],
  };
}

interface Loaded {
  readonly requests: number;
  readonly wrong: readonly string[];
}

/** Runs the site under load, and once more, when nothing is left to do. */
async function underLoad(site: Site, mode: string): Promise<Loaded> {
  const { run, load, failed } = await runUnderLoad(site, [`edge_tls=${mode}`]);
  const again = await runSite(site, [`edge_tls=${mode}`], '--expect-unchanged');
  return {
    requests: load.requests,
    wrong: [
      ...(run.code === 0 ? [] : [`the run ended with ${run.code}: ${run.told}`]),
      ...(again.code === 0 ? [] : [`a second run ended with ${again.code}: ${again.told}`]),
      ...failed,
    ],
  };
}

async function serialOf(site: Site, host: string): Promise<string> {
  return new X509Certificate(await site.asRoot(host, 'cat /etc/ssl/rackwright/site.crt')).serialNumber;
}

/** Has the authority sign for a client that lies on a load balancer, from where web hosts may be asked. Gives the serial number. */
async function clientCertificate(site: Site, name: string): Promise<string> {
  const authority = certificateAuthority(join(site.directory, '.rackwright', 'ca'), () => new Date());
  if (authority === undefined) throw new Error('the site has no authority');
  const request = await site.asRoot(
    'lb1',
    `openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=${name} -keyout /root/${name}.key 2>/dev/null`,
  );
  const wish = { names: [name], days: 30, usage: 'client', keyType: 'ecdsa' } as const;
  const chain = await authority.sign(Buffer.from(request), wish);
  await site.asRoot('lb1', `printf '%s' '${chain}' >/root/${name}.crt`);
  return new X509Certificate(chain).serialNumber;
}

/** What each web host answers to both clients: `good:200 bad:400`. */
async function answers(site: Site): Promise<readonly string[]> {
  return await Promise.all(
    webHosts.map(async (host) => {
      const ask = (name: string): string =>
        `curl -s -o /dev/null -w ${name}:%{http_code} --max-time 10 --cacert /etc/ssl/rackwright/ca.crt --cert /root/${name}.crt --key /root/${name}.key --resolve ${host}:443:${site.address(host)} https://${host}/`;
      return (await site.asRoot('lb1', `${ask('good')}; echo -n ' '; ${ask('bad')}; :`)).trim();
    }),
  );
}
