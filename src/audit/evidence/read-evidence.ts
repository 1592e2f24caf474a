import { readFailoverDrill } from './failover-drill.ts';
import { evidenceParts } from './parts/registry.ts';
import type { Follows, HostEvidence, ShownCertificate, Socket, SqlEvidence, Upgrade } from './host-evidence.ts';

/**
 * Reads what {@link evidenceScript} printed.
 * @throws TypeError when it was cut off
 */
export function readEvidence(output: string, mark: string): HostEvidence {
  const parts = output
    .split(`\n${mark} `)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { title: part.slice(0, end === -1 ? undefined : end), body: end === -1 ? '' : part.slice(end + 1) };
    });
  if (parts.at(-1)?.title !== 'end') throw new TypeError('the host did not say all of it');
  const about = (name: string): readonly (readonly [string, string])[] =>
    parts.flatMap(({ title, body }) => {
      const [word = '', ...rest] = title.split(' ');
      return word === name ? [[rest.join(' '), body] as const] : [];
    });
  const only = (name: string): string | undefined => about(name)[0]?.[1];
  const sockets = only('sockets');
  const upgrades = only('upgrades');
  const sql = only('sql');
  const drill = readFailoverDrill(only('drill') ?? '');
  const peak = Number(/"value":\[[\d.]+,"([\d.]+)"\]/.exec(only('peak') ?? '')?.[1]);
  return {
    origin: 'read',
    files: new Map(about('file')),
    ...(sockets !== undefined && { sockets: lines(sockets).flatMap(readSocket) }),
    certificates: about('certificate').flatMap(([port, body]) => readCertificate(Number(port), body)),
    firewalls: lines(only('firewalls') ?? ''),
    ...(upgrades !== undefined && { upgrades: lines(upgrades).flatMap(readUpgrade) }),
    ...(sql !== undefined && { sql: readSql(sql) }),
    ...(drill && { drill }),
    ...evidenceParts.reduce<Partial<HostEvidence>>(
      (all, part) => ({ ...all, ...part.read(only(part.name) ?? '') }),
      {},
    ),
    ...(Number.isFinite(peak) && { peak }),
  };
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** `LISTEN 0 511 [::]:443 [::]:* users:(("nginx",pid=1,fd=6))` */
function readSocket(line: string): readonly Socket[] {
  const [, address, port] = /^LISTEN\s+\d+\s+\d+\s+(\S+):(\d+)\s/.exec(line) ?? [];
  if (address === undefined) return [];
  const process = /users:\(\("([^"]*)"/.exec(line)?.[1] ?? '';
  return [{ address: address.replace(/^\[(.*)\]$/, '$1').replace(/%.*/, ''), port: Number(port), process }];
}

/** Nothing where nobody spoke TLS. */
function readCertificate(port: number, text: string): readonly ShownCertificate[] {
  const ends = Date.parse(/notAfter=(.*)/.exec(text)?.[1] ?? '');
  if (Number.isNaN(ends)) return [];
  const names = [...text.matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].map(([, name = '']) => name);
  return [{ port, names, ends }];
}

/** `Inst openssl [3.0.1] (3.0.2 Debian-Security:12/stable-security [amd64])` */
function readUpgrade(line: string): readonly Upgrade[] {
  const [, name, from = ''] = /^Inst (\S+) \[[^\]]*\] \((.*)/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, security: /security/i.test(from) }];
}

function readSql(text: string): SqlEvidence {
  const all = lines(text).map((line) => line.split('\t'));
  const accounts = all.flatMap(([word, user = '', host = '', follows]) =>
    word === 'account' ? [{ account: `${user}@${host}`, follows: follows === '1' }] : [],
  );
  const following = accounts.filter((each) => each.follows).map(({ account }) => account);
  const [, readOnly, serverId = '', most, requiresTls] = all.find(([word]) => word === 'global') ?? [];
  const follows: Follows[] = [];
  for (const [, key = '', value = ''] of text.matchAll(/^ *(\w+): ?(.*)$/gm)) {
    if (/^(?:Master|Source)_Host$/.test(key)) follows.push({ source: value, running: true, tls: true });
    const last = follows.pop();
    if (last === undefined) continue;
    follows.push({
      source: last.source,
      running: last.running && (!key.endsWith('_Running') || value === 'Yes'),
      tls: last.tls && (!key.endsWith('_SSL_Allowed') || value === 'Yes'),
    });
  }
  return {
    readOnly: readOnly !== '0' && readOnly !== 'OFF',
    serverId,
    maxConnections: Number(most),
    requiresTls: requiresTls === '1' || requiresTls === 'ON',
    follows,
    accounts: accounts.map(({ account }) => account),
    ...(following.length > 0 && { replicationAccounts: following }),
  };
}
