import { iniSettings } from '../configuration/ini-settings.ts';
import type { HostEvidence } from '../evidence/host-evidence.ts';
import { databasesOf } from '../kill-one/database.ts';
import type { Rule } from '../rule.ts';

/** T7b */
export const tooManyConnections: Rule = {
  id: 'T7b',
  title: 'Applications may open more connections than the database takes',
  explanation: `Looks at \`pm.max_children\` of PHP's pools on hosts that a database lets in, and at \`max_connections\` of each of its servers, which all of them
have to fit into when one server is the writer. With a restart or a storm the last ones are refused, and the operator with them.`,
  judge: (site) =>
    databasesOf(site).flatMap(({ service, members }) => {
      const callers = [...new Set((service.from ?? []).flatMap(({ hosts }) => hosts))];
      const pools = callers.flatMap((host) =>
        settings(site.evidence.get(host), /\/fpm\/pool\.d\//, 'pm.max_children').map((each) => ({ host, ...each })),
      );
      const sum = pools.reduce((total, { value }) => total + Number(value), 0);
      return members.flatMap((host) => {
        const evidence = site.evidence.get(host);
        const written = settings(evidence, /^\/etc\/mysql\//, 'max_connections').at(-1)?.value;
        const most = evidence?.sql?.maxConnections ?? (written === undefined ? undefined : Number(written));
        if (most === undefined || Number.isNaN(most) || !(sum > most)) return [];
        return [
          {
            about: `service ${service.name} on ${host}`,
            severity: 'HIGH' as const,
            title: `${sum} clients may want one of ${most} connections of ${host}`,
            evidence: [
              ...pools.map((each) => ({
                text: `${each.host} ${each.file}:${each.line}: pm.max_children = ${each.value}`,
              })),
              { text: `${host}: max_connections is ${most}` },
            ],
            reasoning:
              'Under load, or when all start at once, the database refuses the last ones with “too many connections”. That is when somebody needs to log in to see why.',
            remedy: `set \`mysql_max_connections\` of ${service.on.join(', ')} above ${sum}, with some to spare, and run \`playbooks/database.yml\`; or make the pools smaller`,
          },
        ];
      });
    }),
};

function settings(evidence: HostEvidence | undefined, where: RegExp, name: string): ReturnType<typeof iniSettings> {
  return evidence === undefined ? [] : iniSettings(evidence, where, name);
}
