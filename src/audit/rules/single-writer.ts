import { databasesOf } from '../kill-one/database.ts';
import type { Database } from '../kill-one/database.ts';
import type { Rule } from '../rule.ts';

/** T2 */
export const singleWriter: Rule = {
  id: 'T2',
  title: 'One database server, or too few for a safe failover',
  explanation: `Looks at services of databases. With one host, its loss stops all writes until somebody restores a backup. With two, neither can know
whether the other is dead or only cut off, so a failover without a third vote may leave two writers. Two members of a Galera cluster and an arbitrator, which has its
port 4567 on a third host, are three votes. Replication does not replace a backup.`,
  judge: (site) =>
    databasesOf(site).flatMap((database) => {
      const { service, members, voters } = database;
      const single = members.length === 1;
      if (members.length > 2 || (!single && voters.length > 2)) return [];
      return [
        {
          about: `service ${service.name}`,
          severity: single ? 'HIGH' : 'MEDIUM',
          title: single ? `${service.name} has one server` : `${service.name} has two servers and no third vote`,
          evidence: [{ text: `${service.name} is offered by ${members.join(', ')}`, at: site.place(service.span) }],
          reasoning: single
            ? `When ${members.join('')} is lost, nothing can be written until it is rebuilt. All data since the last backup is lost with it.`
            : 'Two servers cannot tell a dead partner from a cut line. Failing over automatically may leave two writers whose data drift apart.',
          remedy: remedyFor(database),
        },
      ];
    }),
};

function remedyFor({ service, members, kind }: Database): string {
  const group = service.on.join(', ');
  if (kind === 'group')
    return `put a host of another rack into the group \`arbitrators\`, let the service with port 4567 be on it, too, and run \`playbooks/database-galera.yml\`; or add a third host to the group ${group}`;
  return members.length === 1
    ? `add two hosts to the group ${group} and run \`playbooks/database.yml\`, which makes them replicas that a commit waits for`
    : `add a third host to the group ${group}, in another rack than the others, and run \`playbooks/database.yml\``;
}
