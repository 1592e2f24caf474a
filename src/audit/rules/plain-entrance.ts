import { plainFrontends } from '../configuration/haproxy-frontends.ts';
import type { Rule } from '../rule.ts';
import { inTier } from '../tiers.ts';

/** T1d */
export const plainEntrance: Rule = {
  id: 'T1d',
  title: 'Clients are served as plain text',
  explanation: `Looks at services that clients reach first: whether the topology gives them any TLS, and whether HAProxy serves plain HTTP on one of their ports
(\`bind\` without \`ssl\`) in place of sending clients to HTTPS (\`redirect scheme https\`). TLS that nobody has to use protects only those who ask for it, and
whoever sits between can keep the others from asking.`,
  judge: (site) =>
    inTier(site, 'edge').flatMap((service) => {
      if (service.hosts.length === 0 || !service.proto.includes('tcp')) return [];
      // What is for insiders is T1's and T1c's.
      const outside = service.from?.some(({ networks }) => networks.length > 0) ?? true;
      if (service.tls === 'none' && !outside) return [];
      if (service.tls === 'none')
        return [
          {
            about: `service ${service.name}`,
            severity: 'HIGH' as const,
            title: `${service.name} has no TLS`,
            evidence: [
              { text: `${service.name} on ${service.on.join(', ')}: tls is none`, at: site.place(service.span) },
            ],
            reasoning: why,
            remedy: `set \`tls: terminate\` and \`ports: [80, 443]\` for ${service.name} in \`topology.services\` and run \`playbooks/site.yml\``,
          },
        ];
      return service.hosts.flatMap((host) => {
        const evidence = site.evidence.get(host);
        return (evidence === undefined ? [] : plainFrontends(evidence))
          .filter(({ ports, redirects }) => !redirects && ports.some((port) => service.ports.includes(port)))
          .map(({ name, ports, line }) => ({
            about: `frontend ${name} on ${host}`,
            severity: 'HIGH' as const,
            title: `${service.name} is also there without TLS at ${host}:${ports[0]}`,
            evidence: [
              { text: `${host} /etc/haproxy/haproxy.cfg:${line}: bind without ssl, and nothing redirects to https` },
            ],
            reasoning: why,
            remedy:
              'run `playbooks/site.yml`, whose load balancers answer there only with a redirect; in a configuration of your own `http-request redirect scheme https code 301`, and `tls_hsts` for browsers that have been there',
          }));
      });
    }),
};

const why =
  'Cookies, passwords and pages cross every network on the way as plain text. Whoever is on it reads and changes them, and no client can tell.';
