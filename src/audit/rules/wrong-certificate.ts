import { haproxyOf } from '../configuration/haproxy.ts';
import { hostAt } from '../host-at.ts';
import type { Rule } from '../rule.ts';

/** C3 */
export const wrongCertificate: Rule = {
  id: 'C3',
  title: 'A certificate does not have the name by which it is asked for',
  explanation: `Looks at certificates that hosts show: whether they have the \`names\` of their service in the topology, and the name that a load balancer in front
checks (\`verifyhost\`). Clients refuse what has another name; a load balancer takes the server out.`,
  judge: (site) =>
    [...site.evidence].flatMap(([host, { certificates = [] }]) =>
      certificates.flatMap(({ port, names }) => {
        const asked = [
          ...site.services
            .filter((each) => each.hosts.includes(host) && each.ports.includes(port) && endsTls.has(each.tls))
            .flatMap((each) => each.names.map((name) => ({ name, by: `clients of ${each.name}` }))),
          ...[...site.evidence].flatMap(([caller, evidence]) =>
            (haproxyOf(evidence)?.backends ?? [])
              .flatMap(({ servers }) => servers)
              .filter((each) => each.port === port && hostAt(site, each.address) === host)
              .flatMap(({ words }) => {
                const at = words.indexOf('verifyhost');
                return at < 0 ? [] : [{ name: words[at + 1] ?? '', by: caller }];
              }),
          ),
        ];
        const missing = asked.filter(({ name }) => !names.some((each) => holds(each, name)));
        if (missing.length === 0) return [];
        return [
          {
            about: `host ${host}, port ${port}`,
            severity: 'HIGH' as const,
            title: `the certificate on port ${port} of ${host} is not for ${[...new Set(missing.map(({ name }) => name))].join(', ')}`,
            evidence: [
              { text: `${host}:${port} shows a certificate for ${names.join(', ') || 'no name'}` },
              ...missing.map(({ name, by }) => ({ text: `${by} ask for ${name}` })),
            ],
            reasoning:
              'Who checks names, as browsers and the load balancers do, refuses it. Who does not check is open to anybody.',
            remedy:
              'give the service its `names` in `topology.services` and run `playbooks/site.yml`: the role tls asks for a new certificate',
          },
        ];
      }),
    ),
};

const endsTls: ReadonlySet<string> = new Set(['terminate', 're-encrypt', 'mutual']);

/** A star stands for one label, and not for more. */
function holds(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.toLowerCase().split('.');
  const [label, ...rest] = name.toLowerCase().split('.');
  return (first === '*' || first === label) && others.join('.') === rest.join('.');
}
