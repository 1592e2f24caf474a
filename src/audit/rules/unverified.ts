import { haproxyOf } from '../configuration/haproxy.ts';
import { nginxOf } from '../configuration/nginx.ts';
import type { Rule } from '../rule.ts';

/** T1b */
export const unverified: Rule = {
  id: 'T1b',
  title: 'Encrypted, but nobody checks who is at the other end',
  explanation: `Looks at configurations of HAProxy (\`server … ssl\` without \`verify required\`) and nginx (\`proxy_pass https:\` without \`proxy_ssl_verify on\`). Such
TLS keeps out who only listens. Whoever can answer for an address inside the site reads and changes everything.`,
  judge: (site) =>
    [...site.evidence].flatMap(([host, evidence]) => {
      const haproxy = haproxyOf(evidence);
      const servers = (haproxy?.backends ?? []).flatMap((backend) =>
        backend.servers
          .filter(({ words }) => words.includes('ssl') && words[words.lastIndexOf('verify') + 1] !== 'required')
          .map(({ name, line }) => ({
            text: `${host} ${haproxy?.file}:${line}: server ${name} of ${backend.name} is not verified`,
          })),
      );
      const nginx = nginxOf(evidence);
      const checked = nginx.some(({ name, words }) => name === 'proxy_ssl_verify' && words[0] === 'on');
      const passes = nginx
        .filter(({ name, words }) => !checked && name === 'proxy_pass' && words[0]?.startsWith('https://') === true)
        .map(({ file, line }) => ({ text: `${host} ${file}:${line}: proxy_pass over TLS without proxy_ssl_verify` }));
      const found = [...servers, ...passes];
      if (found.length === 0) return [];
      return [
        {
          about: `host ${host}`,
          severity: 'MEDIUM' as const,
          title: `${host} opens TLS to servers that it does not verify`,
          evidence: found,
          reasoning:
            'Whoever can answer at the address of such a server, by ARP or by a wrong entry, gets the requests. Nobody would see a difference.',
          remedy:
            'run `playbooks/site.yml`: the role haproxy writes `verify required ca-file … verifyhost NAME`; nginx needs `proxy_ssl_verify on` with `proxy_ssl_trusted_certificate` and `proxy_ssl_name`',
        },
      ];
    }),
};
