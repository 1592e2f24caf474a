import { haproxyOf } from '../configuration/haproxy.ts';
import { iniSettings } from '../configuration/ini-settings.ts';
import type { Evidence } from '../finding.ts';
import type { HostEvidence } from '../evidence/host-evidence.ts';
import type { Rule } from '../rule.ts';
import { inTier } from '../tiers.ts';

/** T10 */
export const stateOnWeb: Rule = {
  id: 'T10',
  title: 'Web hosts keep what only they know',
  explanation: `Looks at services for requests with several hosts: whether PHP keeps sessions in files there (\`session.save_handler\`, which is \`files\` unless something
says otherwise), and whether HAProxy has to send a client to the same server again (\`cookie\`, \`stick on\`, \`balance source\`), which tells the same. And with
\`--live\` at directories below \`/srv\` and \`/var/www\`, on the host’s own disk, where www-data keeps files: uploads, most often. Caches are left out.`,
  judge: (site) => {
    const sticky = [...site.evidence].flatMap(([host, evidence]) => {
      const haproxy = haproxyOf(evidence);
      return (haproxy?.backends ?? []).flatMap(({ name, mode, servers, sticks }) =>
        mode !== 'http' || servers.length < 2 || sticks === undefined
          ? []
          : [{ backend: name, text: `${host} ${haproxy?.file}:${sticks.line}: ${sticks.words.join(' ')}` }],
      );
    });
    const services = [...inTier(site, 'application'), ...inTier(site, 'edge')].filter(({ hosts }) => hosts.length > 1);
    const files = services.flatMap(({ hosts }) =>
      hosts.flatMap((host) => {
        const evidence = site.evidence.get(host);
        return evidence === undefined ? [] : sessionFiles(host, evidence);
      }),
    );
    const uploads = services.flatMap(({ hosts }) =>
      hosts.flatMap((host) =>
        (site.evidence.get(host)?.webWritable ?? []).map((each) => ({
          text: `${host} ${each}: www-data keeps files there`,
        })),
      ),
    );
    if (sticky.length + files.length + uploads.length === 0) return [];
    const evidence: readonly Evidence[] = [...new Set([...sticky, ...files, ...uploads].map(({ text }) => text))].map(
      (text) => ({
        text,
      }),
    );
    return [
      {
        about: 'state of web hosts',
        severity: 'MEDIUM',
        title: 'clients depend on the one web host that knows them',
        evidence,
        reasoning:
          'When that host is lost, rebooted or replaced, its clients lose their sessions, their files and what they were doing. Load cannot be spread evenly, and a new host takes none of it.',
        remedy:
          'keep sessions in a store that all web hosts reach (`php_admin_value[session.save_handler] = redis` in the pool, or the database), and uploads in an object store or on a file system that all of them mount (`mount`), then take `cookie`, `stick on` and `balance source` out: `playbooks/site.yml` makes backends without them',
      },
    ];
  },
};

function sessionFiles(host: string, evidence: HostEvidence): readonly Evidence[] {
  const pools = [...evidence.files.keys()].filter((file) => pool.test(file));
  if (pools.length === 0) return [];
  const said = [
    ...iniSettings(evidence, /^\/etc\/php\/.*\/fpm\/php\.ini$/, 'session.save_handler'),
    ...['php_value', 'php_admin_value'].flatMap((kind) => iniSettings(evidence, pool, `${kind}[session.save_handler]`)),
  ].at(-1);
  if (said === undefined) return [{ text: `${host} ${pools[0] ?? ''}: nothing says that sessions are not files` }];
  return said.value === 'files' ? [{ text: `${host} ${said.file}:${said.line}: session.save_handler is files` }] : [];
}

const pool = /^\/etc\/php\/.*\/fpm\/pool\.d\//;
