import { listensOn } from '../listens-on.ts';
import type { Rule } from '../rule.ts';

/** C6 */
export const nobodyListens: Rule = {
  id: 'C6',
  title: 'A service of the topology is not there',
  explanation: `Looks at sockets of hosts: for each TCP port that the topology says a host offers, whether anything listens on it to others. Port 4444 is
left out: it is open only while a database server sends another a copy of itself. Needs \`--live\`.`,
  judge: (site) =>
    site.services.flatMap((service) => {
      if (!service.proto.includes('tcp')) return [];
      const ports = service.ports.filter((port): port is number => typeof port === 'number' && port !== copyPort);
      const silent = service.hosts.flatMap((host) =>
        site.evidence.get(host)?.sockets === undefined
          ? []
          : ports.filter((port) => listensOn(site, host, port) === false).map((port) => `${host}:${port}`),
      );
      if (silent.length === 0) return [];
      return [
        {
          about: `service ${service.name}`,
          severity: 'MEDIUM' as const,
          title: `${service.name} is not offered at ${silent.join(', ')}`,
          evidence: [
            { text: `${service.name} on ${service.on.join(', ')}`, at: site.place(service.span) },
            ...silent.map((each) => ({ text: `nothing listens at ${each} to others` })),
          ],
          reasoning: 'Firewalls are open and others count on it. Whoever gets to listen there first is taken for it.',
          remedy: `run the playbook that makes ${service.name} (\`playbooks/site.yml\`, \`database.yml\`, \`monitoring.yml\`), or remove these hosts from it in \`topology.services\``,
        },
      ];
    }),
};

const copyPort = 4444;
