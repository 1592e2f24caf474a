import { haproxyOf } from '../configuration/haproxy.ts';
import type { Rule } from '../rule.ts';

/** T6 */
export const shallowHealthCheck: Rule = {
  id: 'T6',
  title: 'A health check sees less than requests need',
  explanation: `Looks at HAProxy's backends: servers without \`check\` get requests although they are dead, and a backend for HTTP whose check only opens a
connection (no \`option httpchk\`) goes on sending to a server that answers every request with 500.`,
  judge: (site) =>
    [...site.evidence].flatMap(([host, evidence]) => {
      const haproxy = haproxyOf(evidence);
      return (haproxy?.backends ?? []).flatMap(({ name, mode, asksOverHttp, servers }) => {
        const blind = servers.filter(({ words }) => !words.includes('check'));
        const shallow = mode === 'http' && !asksOverHttp;
        const judged = blind.length > 0 ? blind : shallow ? servers : [];
        if (judged.length === 0) return [];
        const none = blind.length > 0;
        return [
          {
            about: `backend ${name} on ${host}`,
            severity: none ? ('MEDIUM' as const) : ('LOW' as const),
            title: none
              ? `${host} does not check servers of ${name}`
              : `${host} checks only that ${name} accepts connections`,
            evidence: judged.map((server) => ({
              text: `${host} ${haproxy?.file}:${server.line}: server ${server.name} ${none ? 'has no `check`' : 'is checked without a request'}`,
            })),
            reasoning: none
              ? 'Its share of the requests fails for as long as such a server is away. Nothing takes it out.'
              : 'A server whose application is broken still accepts connections. It keeps its share of the requests, and often answers fastest.',
            remedy:
              'run `playbooks/site.yml`: the role haproxy writes `check` and `option httpchk` for `haproxy_check_path`, which should tell whether the server can work, but not itself ask the database',
          },
        ];
      });
    }),
};
