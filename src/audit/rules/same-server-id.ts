import { iniSettings } from '../configuration/ini-settings.ts';
import { databasesOf } from '../kill-one/database.ts';
import type { Rule } from '../rule.ts';

/** C4 */
export const sameServerId: Rule = {
  id: 'C4',
  title: 'Two database servers have one server_id',
  explanation: `Looks at \`server_id\` of the servers of each database: what they say themselves, else their configuration. A replica ignores what comes with
its own number, so that changes are lost without a word; two replicas with one number throw each other out for ever.`,
  judge: (site) =>
    databasesOf(site).flatMap(({ service, members }) => {
      const holders = new Map<string, string[]>();
      for (const host of members) {
        const evidence = site.evidence.get(host);
        const written = evidence && iniSettings(evidence, /^\/etc\/mysql\//, 'server_id').at(-1)?.value;
        const id = evidence?.sql?.serverId ?? written;
        if (id !== undefined) holders.set(id, [...(holders.get(id) ?? []), host]);
      }
      return [...holders]
        .filter(([, hosts]) => hosts.length > 1)
        .map(([id, hosts]) => ({
          about: `service ${service.name}, server_id ${id}`,
          severity: 'HIGH' as const,
          title: `${hosts.join(' and ')} have the same server_id ${id}`,
          evidence: hosts.map((host) => ({ text: `${host}: server_id is ${id}` })),
          reasoning:
            'Replication takes events with one’s own number for one’s own and drops them. What is missing then shows only when somebody compares tables.',
          remedy:
            'remove `mysql_server_id`, so that the role makes it of the address, or give each its own, and run `playbooks/database.yml`',
        }));
    }),
};
