import type { TopologyService } from '../../inventory/topology/model.ts';
import type { Rule } from '../rule.ts';
import { crosses } from '../crosses.ts';
import { tierOf } from '../tiers.ts';

/** T1c */
export const plainData: Rule = {
  id: 'T1c',
  title: 'Databases or metrics travel as plain text',
  explanation: `Looks at services of databases and of monitoring that other hosts call without TLS (\`tls: none\`). What a database sends holds
everything that its clients may read, and the password of a client that logs in may be replayed; metrics tell an attacker what runs
where. Loopback is not found.`,
  judge: (site) =>
    site.services.flatMap((service) => {
      const tier = tierOf(site, service);
      if (service.tls !== 'none' || (tier !== 'database' && tier !== 'metrics')) return [];
      const callers = service.from?.flatMap(({ hosts }) => hosts) ?? [];
      const outside = service.from === undefined || service.from.some(({ networks }) => networks.length > 0);
      if (!outside && !crosses(callers, service.hosts)) return [];
      const database = tier === 'database';
      return [
        {
          about: `service ${service.name}`,
          severity: database ? 'HIGH' : 'LOW',
          title: `${service.name} is called over the network without TLS`,
          evidence: [
            { text: `${service.name} on ${service.hosts.join(', ')}: tls is none`, at: site.place(service.span) },
          ],
          reasoning: database
            ? 'Queries and rows cross the network as plain text. Whoever listens there has the data without ever logging in.'
            : 'Metrics name hosts, versions and load. They are of use to whoever prepares an attack, and can be forged on their way.',
          remedy: remedyFor(service, database),
        },
      ];
    }),
};

/** What our roles can do: docs/monitoring.md. */
function remedyFor({ name, proto, ports }: TopologyService, database: boolean): string {
  if (proto.includes('udp'))
    return 'SNMP version 3 has encryption: set `exporter_snmp_user` (with `auth` and `privacy`, kept in a vault), give the devices that user and take their communities away, run `playbooks/monitoring.yml`, and say so in a waiver';
  if (ports.includes(3903))
    return 'mtail has no TLS: put collectors and web hosts into a tunnel and say so in `audit_waivers`, or take mtail out of `topology.services`';
  const playbook = database
    ? '`playbooks/database.yml` (with `-e mysql_restart_writer=true` where the writer’s configuration let clients in without TLS)'
    : `\`playbooks/${ports.includes(8405) ? 'site' : 'monitoring'}.yml\``;
  const word = ports.includes(9113) ? 'terminate' : 'mutual';
  return `set \`tls: ${word}\` for ${name} in \`topology.services\` and run ${playbook}, or say in a waiver which other encryption protects this network`;
}
