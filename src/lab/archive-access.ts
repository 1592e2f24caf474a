import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { execute } from './execute.ts';

/** How this machine reaches Debian's archive, so that the hosts do it the same way. Empty parts mean the usual way. */
export interface ArchiveAccess {
  /** Lines for `sources.list`. */
  readonly sources: string;
  /** Text for `apt.conf.d`: proxies and the like. */
  readonly settings: string;
  /** Certificate authorities, in PEM form, that this machine trusts beyond its distribution's. */
  readonly certificates: readonly string[];
}

/** Reads apt's configuration and the trusted certificates of the controller. Never throws: without apt all is empty. */
export async function archiveAccess(suite: 'bookworm', signal?: AbortSignal): Promise<ArchiveAccess> {
  const format = '$(REPO_URI)|$(RELEASE)|$(ORIGIN)|$(COMPONENT)';
  const [targets, configuration, certificates] = await Promise.all([
    execute(['apt-get', 'indextargets', '--format', format, 'Created-By: Packages'], { signal }),
    execute(['apt-config', 'dump', '--no-empty', '--format', '%F "%v";%n', 'Acquire'], { signal }),
    addedCertificates(),
  ]);
  return {
    sources: debianSources(suite, targets.stdout),
    settings: archiveSettings(configuration.stdout, process.env),
    certificates,
  };
}

/**
 * Pure. Which of the controller's sources are Debian's, for the wanted release.
 * @param targets lines `URI|release|origin|component`; the origin is unknown before the first `apt-get update`
 */
export function debianSources(suite: 'bookworm', targets: string): string {
  const lines = targets.split('\n').flatMap((line) => {
    const [uri = '', release = '', origin, component] = line.split('|');
    const pocket = /^[a-z]+(-updates|-security)?$/.exec(release);
    const debian = origin === 'Debian' || (origin === '' && /\/debian(-security)?\/?$/.test(uri));
    if (!debian || pocket === null || component !== 'main' || !/^https?:/.test(uri)) return [];
    return [`deb ${uri} ${suite}${pocket[1] ?? ''} main\n`];
  });
  return [...new Set(lines)].join('');
}

/**
 * Pure. The settings that have to do with reaching an archive, and the proxies of the environment, which would not be
 * seen inside the hosts.
 * @param configuration lines of `apt-config dump`
 */
export function archiveSettings(
  configuration: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const kept = configuration
    .split('\n')
    .filter((line) => /^Acquire::(https?::(Proxy|Timeout|Verify)|Check-|Max-ValidTime|Retries|ForceIPv)/i.test(line));
  const proxies = ['http', 'https'].flatMap((scheme) => {
    const proxy = environment[`${scheme}_proxy`];
    const known = kept.some((line) => line.toLowerCase().startsWith(`acquire::${scheme}::proxy `));
    return proxy === undefined || proxy === '' || known || proxy.includes('"')
      ? []
      : [`Acquire::${scheme}::Proxy "${proxy}";`];
  });
  return [...kept, ...proxies].map((line) => `${line}\n`).join('');
}

async function addedCertificates(): Promise<readonly string[]> {
  const shipped = '/usr/share/ca-certificates';
  const names = (await readdir(shipped, { recursive: true }).catch(() => [])).filter((name) => name.endsWith('.crt'));
  if (names.length === 0) return [];
  const texts = await Promise.all(names.map(async (name) => readText(path.join(shipped, name))));
  const known = new Set(texts.flatMap(certificatesIn));
  return certificatesIn(await readText('/etc/ssl/certs/ca-certificates.crt')).filter((each) => !known.has(each));
}

function certificatesIn(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
