import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../support/site.ts';
import { runSite } from './run-site.ts';
import { runUnderLoad } from './run-under-load.ts';
import { foreignAuthority } from './tls-foreign-authority.ts';
import { balancers, publicName, publicTargets } from './tls-site.ts';

export interface Brought {
  readonly title: string;
  readonly requests: number;
  readonly wrong: readonly string[];
}

/**
 * Load balancers serve certificates that were brought along, signed by an authority below a root which only the hosts' own store knows: first
 * instead of the internal one's, then another one, then none that is refused; at last the internal one's again.
 */
export async function* bringFiles(site: Site): AsyncGenerator<Brought> {
  const files = join(site.directory, 'files', 'tls');
  const authority = foreignAuthority(files);
  for (const host of balancers)
    await site.asRoot(
      host,
      `printf '%s' '${authority.root}' >/usr/local/share/ca-certificates/drill-root.crt && update-ca-certificates >/dev/null 2>&1`,
    );
  const place = (name: string, part: 'crt' | 'key'): void => {
    copyFileSync(join(files, `${name}.${part}`), join(files, `site.${part}`));
  };
  const variables = join(site.directory, 'inventory', 'group_vars', 'lb.yml');
  const before = readFileSync(variables, 'utf8');
  const look = (title: string, serial: string | undefined, refusal?: RegExp): Promise<Brought> =>
    underLoad(site, authority.root, { title, serial, refusal });

  const [first, second, third] = ['first', 'second', 'third'].map((name) => authority.issue(name));
  writeFileSync(
    variables,
    `${before}\ntls_source: files\ntls_certificate_file: ../files/tls/site.crt\ntls_key_file: ../files/tls/site.key\n`,
  );
  place('first', 'crt');
  place('first', 'key');
  yield await look('files that were brought', first);
  place('second', 'crt');
  place('second', 'key');
  yield await look('others in their place', second);
  // What is exchanged by hand is exchanged by halves.
  place('third', 'crt');
  yield await look('a new certificate without its key', second, /is not of the key/);
  writeFileSync(join(files, 'site.crt'), '');
  yield await look('an empty certificate after a good one', second, /holds no certificate/);
  place('third', 'crt');
  place('third', 'key');
  yield await look('both of them', third);
  writeFileSync(variables, before);
  yield await look('the internal authority again', undefined);
}

interface Expected {
  readonly title: string;
  /** What openssl says of the certificate that is to be served then; nothing for one of the internal authority. */
  readonly serial: string | undefined;
  /** The run must refuse what it was given, and say so. */
  readonly refusal: RegExp | undefined;
}

async function underLoad(site: Site, root: string, { title, serial, refusal }: Expected): Promise<Brought> {
  const targets = publicTargets(site).map((target) => ({ ...target, trust: target.trust + root }));
  const { run, load, failed } = await runUnderLoad(site, ['edge_tls=re-encrypt'], targets);
  const again = refusal === undefined ? await runSite(site, ['edge_tls=re-encrypt'], '--expect-unchanged') : undefined;
  const served = await Promise.all(balancers.map((host) => site.asRoot(host, servedBy(serial !== undefined))));
  return {
    title,
    requests: load.requests,
    wrong: [
      ...(run.code === 0 || refusal !== undefined ? [] : [`the run ended with ${run.code}: ${run.told}`]),
      ...(run.code === 0 && refusal !== undefined ? ['the run took it'] : []),
      ...(refusal?.test(run.told) === false ? [`the run does not tell ${refusal.source}: ${run.told}`] : []),
      ...(again === undefined || again.code === 0 ? [] : [`a second run ended with ${again.code}: ${again.told}`]),
      ...failed,
      ...served.flatMap((text, index) => {
        const host = balancers[index] ?? '';
        if (!text.includes('Verify return code: 0 (ok)'))
          return [`what ${host} serves is not verified: ${text.trim()}`];
        return serial === undefined || text.includes(serial) ? [] : [`${host} serves ${text.trim()}, not ${serial}`];
      }),
    ],
  };
}

/** The serial number of what is served, and what a client says of it who trusts the host's own store or the internal authority. */
function servedBy(foreign: boolean): string {
  const trust = foreign ? '/etc/ssl/certs/ca-certificates.crt' : '/etc/ssl/rackwright/ca.crt';
  return `said=$(openssl s_client -connect 127.0.0.1:443 -servername ${publicName} -verify_hostname ${publicName} -CAfile ${trust} </dev/null 2>/dev/null)
printf '%s\\n' "$said" | grep '^ *Verify return code' | tail -n 1
printf '%s\\n' "$said" | openssl x509 -noout -serial`;
}
