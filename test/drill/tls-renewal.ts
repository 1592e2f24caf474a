import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { certificateAuthority } from '../../src/pki/certificate-authority.ts';
import type { Site } from '../support/site.ts';
import { runSite } from './run-site.ts';
import { runUnderLoad } from './run-under-load.ts';
import type { LoadReport } from './steady-load.ts';
import { balancers, publicName } from './tls-site.ts';

export interface Renewal {
  readonly load: LoadReport;
  readonly wrong: readonly string[];
}

/**
 * Certificates of load balancers that are two thirds through their life, and no more than that, are renewed by a run under load. Faked is the
 * clock of the authority when it signs the old ones: they were good for a while when the site was made. Whoever judges has the right time.
 */
export async function renew(site: Site): Promise<Renewal> {
  await age(site, 59);
  const early = await runSite(site, ['edge_tls=re-encrypt'], '--expect-unchanged');
  const old = await age(site, 61);
  const { run, load, failed } = await runUnderLoad(site, ['edge_tls=re-encrypt']);
  const again = await runSite(site, ['edge_tls=re-encrypt'], '--expect-unchanged');
  const now = await Promise.all(balancers.map((host) => site.asRoot(host, servedNow)));
  return {
    load,
    wrong: [
      ...(early.code === 0 ? [] : [`after 59 of 90 days a run changes something: ${early.told}`]),
      ...(run.code === 0 ? [] : [`the run ended with ${run.code}: ${run.told}`]),
      ...(again.code === 0 ? [] : [`a second run ended with ${again.code}: ${again.told}`]),
      ...failed,
      ...balancers.flatMap((host, index) => wrongNow(host, now[index] ?? '', old[index] ?? '')),
    ],
  };
}

/** @returns the serials of certificates that were signed so many days ago, and are served now */
async function age(site: Site, days: number): Promise<readonly string[]> {
  return await Promise.all(
    balancers.map(async (host) => {
      const authority = certificateAuthority(
        join(site.directory, '.rackwright', 'ca'),
        () => new Date(Date.now() - days * 86_400_000),
      );
      if (authority === undefined) throw new Error('the site has no authority');
      const present = new X509Certificate(await site.asRoot(host, `cat ${place}/site.crt`));
      const names = (present.subjectAltName ?? '').split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''));
      const request = await site.asRoot(host, `openssl req -new -key ${place}/site.key -subj /CN=${host}`);
      const wish = { names, days: 90, usage: 'server', keyType: 'ecdsa' } as const;
      const chain = await authority.sign(Buffer.from(request), wish);
      await site.asRoot(host, `printf '%s' '${chain}' >${place}/site.crt && systemctl reload haproxy`);
      return new X509Certificate(chain).serialNumber;
    }),
  );
}

function wrongNow(host: string, served: string, old: string): readonly string[] {
  const certificate = new X509Certificate(served);
  const left = (Date.parse(certificate.validTo) - Date.now()) / 86_400_000;
  return [
    ...(certificate.serialNumber === old ? [`${host} serves the old certificate`] : []),
    ...(left > 89 ? [] : [`${host} serves one that is good for ${left.toFixed(0)} days`]),
  ];
}

const place = '/etc/ssl/rackwright';

const servedNow = `openssl s_client -connect 127.0.0.1:443 -servername ${publicName} </dev/null 2>/dev/null | openssl x509`;
