import { haproxyOf } from '../configuration/haproxy.ts';
import { nginxOf } from '../configuration/nginx.ts';
import { seconds } from '../configuration/seconds.ts';
import type { Rule } from '../rule.ts';
import { hostAt } from '../host-at.ts';

/** T7 */
export const timeoutsNotNested: Rule = {
  id: 'T7',
  title: 'Who waits for another gives up first',
  explanation: `Looks at \`timeout client\` and \`timeout server\` of HAProxy and at \`proxy_read_timeout\` and \`fastcgi_read_timeout\` of nginx on the hosts behind it.
Each must be longer than that of whom it waits for. Else requests are given up, and often asked again, while the work for them goes on.`,
  judge: (site) =>
    [...site.evidence].flatMap(([host, evidence]) => {
      const haproxy = haproxyOf(evidence);
      if (haproxy === undefined) return [];
      const client = haproxy.timeouts.get('client');
      const server = haproxy.timeouts.get('server');
      if (server === undefined) return [];
      const targets = haproxy.backends.flatMap((each) =>
        each.servers.flatMap(({ address }) => hostAt(site, address) ?? []),
      );
      const inner = [...new Set(targets)].flatMap((name) => {
        const directives = nginxOf(site.evidence.get(name) ?? nothing);
        return directives
          .filter((each) => /^(?:proxy|fastcgi)_read_timeout$/.test(each.name))
          .filter(({ words: [value = ''] }) => seconds(value) * 1000 >= server)
          .map((each) => ({ text: `${name} ${each.file}:${each.line}: ${each.name} ${each.words.join(' ')}` }));
      });
      const outer =
        client !== undefined && client < server
          ? [{ text: `${host} ${haproxy.file}: timeout client is ${client / 1000} s` }]
          : [];
      if (inner.length + outer.length === 0) return [];
      return [
        {
          about: `host ${host}`,
          severity: 'MEDIUM' as const,
          title: `timeouts around ${host} are not nested`,
          evidence: [{ text: `${host} ${haproxy.file}: timeout server is ${server / 1000} s` }, ...outer, ...inner],
          reasoning:
            'A slow request is given up in front while the server still works for it. Clients ask again, and the load grows just when there is too much of it.',
          remedy:
            'let each wait longer than whom it waits for, `haproxy_timeout_client` > `haproxy_timeout_server` > `nginx_upstream_timeout`, and run `playbooks/site.yml`',
        },
      ];
    }),
};

const nothing = { origin: 'read', files: new Map<string, string>() } as const;
